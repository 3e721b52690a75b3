# The door for those who work on demarche; meson.build is the house.
# B=DIR names another build folder, M="-Dmodel=FILE" passes options to meson.
B ?= build
M ?=
SAN = ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1

all: $(B)/build.ninja
	ninja -C $(B)
$(B)/build.ninja:
	meson setup $(B) $(M)
test: all
	meson test -C $(B) --suite lint --suite unit --suite golden
check:
	./check
golden: all
	ninja -C $(B) golden-write
	git diff --stat -- tests/golden
eval: all
	python3 eval/run_eval.py $(B)/demarche --check
bench: all
	ninja -C $(B) tests/num/bench_enc
	python3 eval/bench.py $(B)/demarche
	ninja -C $(B) bench/bench_ledger
	$(B)/bench/bench_ledger 10000
asan:
	test -d $(B)/asan || meson setup $(B)/asan $(M) \
	    -Db_sanitize=address,undefined -Db_lundef=false
	$(SAN) meson test -C $(B)/asan -t 10
tsan:
	test -d $(B)/tsan || meson setup $(B)/tsan $(M) -Db_sanitize=thread \
	    -Db_lundef=false -Ddnnl=disabled
	meson test -C $(B)/tsan -t 20 --suite unit --suite cli
fuzz:
	test -d $(B)/fuzz || CC=clang meson setup $(B)/fuzz $(M) -Dfuzz=true \
	    -Db_sanitize=address,undefined -Db_lundef=false
	ninja -C $(B)/fuzz
	for t in tests/fuzz/corpus/*; do mkdir -p $(B)/fuzz/new/$${t##*/}; \
	    $(B)/fuzz/tests/fuzz/fuzz_$${t##*/} -max_total_time=60 \
	    $(B)/fuzz/new/$${t##*/} $$t || exit 1; done
lint: all
	meson test -C $(B) --suite lint
	cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 -Isrc \
	    --enable=warning,performance,portability src
	clang-tidy --quiet -p $(B) src/*/*.c
fmt:
	git ls-files 'src/*.[ch]' | xargs clang-format --dry-run
docs:
	python3 tools/heads.py --print > $(B)/manual.txt
.PHONY: all test check golden eval bench fuzz asan tsan lint fmt docs
