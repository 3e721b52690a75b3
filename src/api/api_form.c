/* Records on their way into a format of others. */
#include "api/api_in.h"

#include <string.h>

#include "form/form.h"

struct dm_form {
    struct form_to to;
    struct buf out, told;
    dm_sink *sink;
    void *sink_ctx;
};

const char *dm_form_name(int i)
{
    return i < 0 || i >= N_FORM ? NULL : form_name[i];
}

enum dm_rc dm_form_open(struct dm_form **out, const struct dm *dm,
                        const struct dm_forming *how,
                        struct dm_error *error)
{
    struct err e = {0};
    struct dm_form *f = NULL;
    if (how->form < 0 || how->form >= N_FORM)
        err_set(&e, E_USAGE, 0, "no format %d", how->form);
    else if (!(f = base_alloc(sizeof *f)))
        err_set(&e, E_NOMEM, 0, "out of memory");
    if (!f)
        return api_rc(&e, error);
    *f = (struct dm_form){
        .to = {.kb = &dm->kb, .kind = (enum form_kind)how->form,
               .one_a_day = how->one_a_day != 0},
        .sink = how->sink, .sink_ctx = how->sink_ctx,
    };
    *out = f;
    return DM_OK;
}

/* Gives what is in the buffer to the sink; not 0: enough, or no memory. */
static int flush(struct dm_form *f)
{
    int stop = f->out.fail;
    if (!stop && f->out.n && f->sink)
        stop = f->sink(f->sink_ctx, f->out.p, f->out.n);
    buf_reset(&f->out);
    return stop;
}

int dm_form_put(void *form, const char *bytes, size_t n)
{
    struct dm_form *f = form;
    while (n) {
        const char *end = memchr(bytes, '\n', n);
        size_t line = end ? (size_t)(end - bytes) : n;
        if (form_line(&f->to, bytes, line, &f->out, NULL) != OK)
            return 1;
        line += end != NULL;
        bytes += line;
        n -= line;
    }
    return flush(f);
}

int dm_form_end(struct dm_form *f)
{
    form_end(&f->to, &f->out);
    return flush(f);
}

const char *dm_form_told(struct dm_form *f)
{
    buf_reset(&f->told);
    form_told(&f->to, &f->told);
    return buf_str(&f->told);
}

void dm_form_close(struct dm_form *f)
{
    if (!f)
        return;
    form_close(&f->to);
    buf_free(&f->out);
    buf_free(&f->told);
    base_free(f);
}
