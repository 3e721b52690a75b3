/* Written by tools/gen_tok.py from data/; do not edit. */
#include "tok/tok_in.h"

#include <string.h>

struct word {
    const char *text;
    uint8_t n, value;
};

/* Letters of ASCII made small, for lists without letter case. */
static int small(char ch)
{
    return (uint8_t)(ch >= 'A' && ch <= 'Z' ? ch + 32 : ch);
}

static int compare(const struct word *w, const char *s, uint32_t n, bool fold)
{
    for (uint32_t i = 0; i < n && i < w->n; i++) {
        int a = fold ? small(s[i]) : (uint8_t)s[i];
        if (a != (uint8_t)w->text[i])
            return a - (uint8_t)w->text[i];
    }
    return (int)n - (int)w->n;
}

/* Value of s[0 .. n) in a sorted list, 0 when it is not there. */
static uint8_t find(const struct word *list, size_t size, const char *s,
                    uint32_t n, bool fold)
{
    size_t lo = 0, hi = size / sizeof *list;
    if (n > 32)
        return 0;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int d = compare(&list[mid], s, n, fold);
        if (d == 0)
            return list[mid].value;
        if (d > 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}

static const struct word abbrevs[] = {
    {"AVM", 3, 1}, {"Acad", 4, 1}, {"Adm", 3, 1}, {"Adml", 4, 1},
    {"Ala", 3, 1}, {"Ald", 3, 1}, {"Alta", 4, 1}, {"Amb", 3, 1},
    {"Apr", 3, 1}, {"Apt", 3, 1}, {"Ariz", 4, 1}, {"Ark", 3, 1},
    {"Arrv", 4, 1}, {"Art", 3, 2}, {"Arts", 4, 2}, {"Ass't", 5, 1},
    {"Assn", 4, 1}, {"Assoc", 5, 1}, {"Asst", 4, 1}, {"Attn", 4, 1},
    {"Atty", 4, 1}, {"Aug", 3, 1}, {"Ave", 3, 1}, {"Bde", 3, 1},
    {"Benj", 4, 1}, {"Bk", 2, 2}, {"Bl", 2, 2}, {"Bldg", 4, 1},
    {"Blvd", 4, 1}, {"Bp", 2, 1}, {"Brig", 4, 1}, {"Brit", 4, 1},
    {"Bros", 4, 1}, {"Calif", 5, 1}, {"Capt", 4, 1}, {"Capts", 5, 1},
    {"Card", 4, 1}, {"Cdr", 3, 1}, {"Ch", 2, 2}, {"Chap", 4, 2},
    {"Chas", 4, 1}, {"Cl", 2, 2}, {"Cmdr", 4, 1}, {"Cmdt", 4, 1},
    {"Cmte", 4, 1}, {"Co", 2, 1}, {"Col", 3, 1}, {"Colo", 4, 1},
    {"Cols", 4, 1}, {"Comdr", 5, 1}, {"Conf", 4, 1}, {"Conn", 4, 1},
    {"Corp", 4, 1}, {"Cos", 3, 1}, {"Cpl", 3, 1}, {"Cpt", 3, 1}, {"DR", 2, 1},
    {"Dec", 3, 1}, {"Del", 3, 3}, {"Dept", 4, 1}, {"Depts", 5, 1},
    {"Dir", 3, 1}, {"Dist", 4, 1}, {"Div", 3, 1}, {"Doc", 3, 2}, {"Dr", 2, 1},
    {"Drs", 3, 1}, {"Ed", 2, 1}, {"Eds", 3, 1}, {"Ens", 3, 1}, {"Eq", 2, 1},
    {"Esp", 3, 1}, {"Esq", 3, 1}, {"Ex", 2, 2}, {"Ext", 3, 1}, {"Fax", 3, 1},
    {"Feb", 3, 1}, {"Fig", 3, 2}, {"Figs", 4, 2}, {"Fla", 3, 1},
    {"Flt", 3, 1}, {"Fr", 2, 1}, {"Fri", 3, 1}, {"Ft", 2, 1}, {"Ga", 2, 1},
    {"Gen", 3, 1}, {"Gens", 4, 1}, {"Geo", 3, 1}, {"Gov", 3, 1},
    {"Govs", 4, 1}, {"Govt", 4, 1}, {"Hdqrs", 5, 1}, {"Hon", 3, 1},
    {"Hons", 4, 1}, {"Hwy", 3, 1}, {"Ill", 3, 3}, {"Inc", 3, 1},
    {"Ind", 3, 3}, {"Insp", 4, 1}, {"Inst", 4, 1}, {"Intl", 4, 1},
    {"JR", 2, 1}, {"Jan", 3, 1}, {"Jos", 3, 1}, {"Jr", 2, 1}, {"Jul", 3, 2},
    {"Jun", 3, 2}, {"Kan", 3, 1}, {"Ky", 2, 1}, {"LT", 2, 1}, {"La", 2, 3},
    {"Lieut", 5, 1}, {"Lt", 2, 1}, {"Ltd", 3, 1}, {"Lts", 3, 1}, {"MR", 2, 1},
    {"MS", 2, 1}, {"MT", 2, 1}, {"Maj", 3, 1}, {"Mar", 3, 2}, {"Mass", 4, 3},
    {"May", 3, 2}, {"Md", 2, 1}, {"Messrs", 6, 1}, {"Mfg", 3, 1},
    {"Mgr", 3, 1}, {"Mich", 4, 1}, {"Minn", 4, 1}, {"Miss", 4, 3},
    {"Mlle", 4, 1}, {"Mme", 3, 1}, {"Mo", 2, 3}, {"Mon", 3, 1},
    {"Mons", 4, 1}, {"Mont", 4, 3}, {"Mr", 2, 1}, {"Mrs", 3, 1}, {"Ms", 2, 1},
    {"Msgr", 4, 1}, {"Mt", 2, 1}, {"Mx", 2, 1}, {"Natl", 4, 1}, {"Neb", 3, 1},
    {"Nev", 3, 1}, {"No", 2, 2}, {"Nos", 3, 2}, {"Nov", 3, 1}, {"Nr", 2, 2},
    {"Oct", 3, 1}, {"Okla", 4, 1}, {"Op", 2, 2}, {"PS", 2, 1}, {"PVT", 3, 1},
    {"Pa", 2, 1}, {"Par", 3, 2}, {"Para", 4, 1}, {"Penn", 4, 1},
    {"Pfc", 3, 1}, {"Ph.D", 4, 1}, {"Pkwy", 4, 1}, {"Plc", 3, 1},
    {"Pres", 4, 1}, {"Prof", 4, 1}, {"Profs", 5, 1}, {"Ps", 2, 1},
    {"Pt", 2, 2}, {"Pty", 3, 1}, {"Pvt", 3, 1}, {"Que", 3, 1}, {"Rd", 2, 1},
    {"Reg", 3, 2}, {"Regt", 4, 1}, {"Rep", 3, 1}, {"Reps", 4, 1},
    {"Res", 3, 2}, {"Rev", 3, 1}, {"Rm", 2, 2}, {"Robt", 4, 1}, {"Rt", 2, 1},
    {"SR", 2, 1}, {"ST", 2, 1}, {"Sask", 4, 1}, {"Sat", 3, 3}, {"Sc", 2, 1},
    {"Sci", 3, 1}, {"Sec", 3, 1}, {"Secy", 4, 1}, {"Sen", 3, 1},
    {"Sens", 4, 1}, {"Sep", 3, 1}, {"Sept", 4, 1}, {"Ser", 3, 2},
    {"Sgt", 3, 1}, {"Soc", 3, 1}, {"Spc", 3, 1}, {"Spec", 4, 1}, {"Sq", 2, 1},
    {"Sqn", 3, 1}, {"Sr", 2, 1}, {"St", 2, 1}, {"Sts", 3, 1},
    {"Subcomm", 7, 1}, {"Sun", 3, 3}, {"Supt", 4, 1}, {"Tel", 3, 1},
    {"Tenn", 4, 1}, {"Tex", 3, 1}, {"Thos", 4, 1}, {"Thu", 3, 1},
    {"Thur", 4, 1}, {"Thurs", 5, 1}, {"Treas", 5, 1}, {"Tue", 3, 1},
    {"Tues", 4, 1}, {"Univ", 4, 1}, {"Va", 2, 1}, {"Ver", 3, 2},
    {"Vol", 3, 1}, {"Vt", 2, 1}, {"Wash", 4, 3}, {"Wed", 3, 1}, {"Wis", 3, 1},
    {"Wm", 2, 1}, {"Wyo", 3, 1}, {"al", 2, 1}, {"approx", 6, 1},
    {"arrv", 4, 1}, {"art", 3, 2}, {"asst", 4, 1}, {"attn", 4, 1},
    {"b", 1, 2}, {"bk", 2, 2}, {"c", 1, 2}, {"ca", 2, 1}, {"cf", 2, 1},
    {"ch", 2, 2}, {"chap", 4, 2}, {"cl", 2, 2}, {"d", 1, 2}, {"dept", 4, 1},
    {"doc", 3, 2}, {"eds", 3, 1}, {"eg", 2, 1}, {"esp", 3, 1}, {"etc", 3, 1},
    {"ext", 3, 1}, {"fig", 3, 2}, {"figs", 4, 2}, {"hrs", 3, 1}, {"ie", 2, 1},
    {"incl", 4, 1}, {"lb", 2, 1}, {"lbs", 3, 1}, {"lv", 2, 1}, {"m", 1, 2},
    {"mins", 4, 1}, {"misc", 4, 1}, {"no", 2, 2}, {"nos", 3, 2}, {"nr", 2, 2},
    {"op", 2, 2}, {"oz", 2, 1}, {"p", 1, 2}, {"par", 3, 2}, {"pp", 2, 2},
    {"pt", 2, 2}, {"r", 1, 2}, {"reg", 3, 2}, {"res", 3, 2}, {"rev", 3, 1},
    {"sec", 3, 2}, {"ser", 3, 2}, {"sq", 2, 1}, {"tel", 3, 1}, {"v", 1, 2},
    {"ver", 3, 2}, {"viz", 3, 1}, {"vol", 3, 1}, {"vs", 2, 1}, {"yrs", 3, 1},
};

enum abbrev tok_abbrev(const char *s, uint32_t n)
{
    return (enum abbrev)find(abbrevs, sizeof abbrevs, s, n, false);
}

static const struct word prefix_list[] = {
    {"agro", 4, 1}, {"ante", 4, 1}, {"anti", 4, 1}, {"arch", 4, 1},
    {"auto", 4, 1}, {"be", 2, 1}, {"bi", 2, 1}, {"bio", 3, 1}, {"co", 2, 1},
    {"contra", 6, 1}, {"counter", 7, 1}, {"cross", 5, 1}, {"cyber", 5, 1},
    {"de", 2, 1}, {"e", 1, 1}, {"eco", 3, 1}, {"ex", 2, 1}, {"extra", 5, 1},
    {"fore", 4, 1}, {"hyper", 5, 1}, {"infra", 5, 1}, {"inter", 5, 1},
    {"intra", 5, 1}, {"macro", 5, 1}, {"mega", 4, 1}, {"meta", 4, 1},
    {"micro", 5, 1}, {"mid", 3, 1}, {"mini", 4, 1}, {"mis", 3, 1},
    {"mono", 4, 1}, {"multi", 5, 1}, {"narco", 5, 1}, {"neo", 3, 1},
    {"neuro", 5, 1}, {"non", 3, 1}, {"omni", 4, 1}, {"over", 4, 1},
    {"pan", 3, 1}, {"para", 4, 1}, {"peri", 4, 1}, {"poly", 4, 1},
    {"post", 4, 1}, {"pre", 3, 1}, {"pro", 3, 1}, {"proto", 5, 1},
    {"pseudo", 6, 1}, {"psycho", 6, 1}, {"quasi", 5, 1}, {"re", 2, 1},
    {"semi", 4, 1}, {"socio", 5, 1}, {"sub", 3, 1}, {"super", 5, 1},
    {"supra", 5, 1}, {"trans", 5, 1}, {"tri", 3, 1}, {"ultra", 5, 1},
    {"un", 2, 1}, {"under", 5, 1}, {"uni", 3, 1},
};

bool tok_is_prefix(const char *s, uint32_t n)
{
    return (bool)find(prefix_list, sizeof prefix_list, s, n, true);
}

static const struct word suffix_list[] = {
    {"esque", 5, 1}, {"ette", 4, 1}, {"fest", 4, 1}, {"fold", 4, 1},
    {"gate", 4, 1}, {"itis", 4, 1}, {"less", 4, 1}, {"o-torium", 8, 1},
    {"rama", 4, 1}, {"wise", 4, 1},
};

bool tok_is_suffix(const char *s, uint32_t n)
{
    return (bool)find(suffix_list, sizeof suffix_list, s, n, true);
}

static const struct word unit_list[] = {
    {"AM", 2, 1}, {"GB", 2, 1}, {"GHz", 3, 1}, {"GW", 2, 1}, {"GWh", 3, 1},
    {"Gb", 2, 1}, {"Hz", 2, 1}, {"K", 1, 1}, {"KB", 2, 1}, {"KW", 2, 1},
    {"MB", 2, 1}, {"MHz", 3, 1}, {"MM", 2, 1}, {"MW", 2, 1}, {"MWh", 3, 1},
    {"Mb", 2, 1}, {"PM", 2, 1}, {"TB", 2, 1}, {"a.m", 3, 1}, {"am", 2, 1},
    {"bcm", 3, 1}, {"bn", 2, 1}, {"bpd", 3, 1}, {"cc", 2, 1}, {"cm", 2, 1},
    {"days", 4, 1}, {"ft", 2, 1}, {"g", 1, 1}, {"gb", 2, 1}, {"ha", 2, 1},
    {"hours", 5, 1}, {"hr", 2, 1}, {"hrs", 3, 1}, {"k", 1, 1}, {"kHz", 3, 1},
    {"kV", 2, 1}, {"kW", 2, 1}, {"kWh", 3, 1}, {"kb", 2, 1}, {"kg", 2, 1},
    {"kilometers", 10, 1}, {"km", 2, 1}, {"km/h", 4, 1}, {"kmh", 3, 1},
    {"kph", 3, 1}, {"kt", 2, 1}, {"kts", 3, 1}, {"lb", 2, 1}, {"lbs", 3, 1},
    {"m", 1, 1}, {"m2", 2, 1}, {"mb", 2, 1}, {"mg", 2, 1}, {"miles", 5, 1},
    {"min", 3, 1}, {"mins", 4, 1}, {"ml", 2, 1}, {"mm", 2, 1}, {"mn", 2, 1},
    {"mph", 3, 1}, {"nm", 2, 1}, {"oz", 2, 1}, {"p", 1, 1}, {"p.m", 3, 1},
    {"people", 6, 1}, {"persons", 7, 1}, {"pm", 2, 1}, {"sec", 3, 1},
    {"secs", 4, 1}, {"sqft", 4, 1}, {"sqm", 3, 1}, {"tb", 2, 1}, {"tn", 2, 1},
    {"years", 5, 1}, {"yr", 2, 1}, {"yrs", 3, 1},
};

bool tok_is_unit(const char *s, uint32_t n)
{
    return (bool)find(unit_list, sizeof unit_list, s, n, false);
}

static const struct word currency_list[] = {
    {"aed", 3, 1}, {"aud", 3, 1}, {"cad", 3, 1}, {"chf", 3, 1}, {"cny", 3, 1},
    {"dkk", 3, 1}, {"egp", 3, 1}, {"eur", 3, 1}, {"gbp", 3, 1}, {"hkd", 3, 1},
    {"idr", 3, 1}, {"ils", 3, 1}, {"inr", 3, 1}, {"irr", 3, 1}, {"jpy", 3, 1},
    {"kes", 3, 1}, {"krw", 3, 1}, {"ngn", 3, 1}, {"nis", 3, 1}, {"nok", 3, 1},
    {"nzd", 3, 1}, {"php", 3, 1}, {"pkr", 3, 1}, {"rmb", 3, 1}, {"rs", 2, 1},
    {"rub", 3, 1}, {"sar", 3, 1}, {"sek", 3, 1}, {"sgd", 3, 1}, {"thb", 3, 1},
    {"try", 3, 1}, {"uah", 3, 1}, {"usd", 3, 1}, {"vnd", 3, 1}, {"zar", 3, 1},
};

bool tok_is_currency(const char *s, uint32_t n)
{
    return (bool)find(currency_list, sizeof currency_list, s, n, true);
}

static const struct word dollar_list[] = {
    {"a", 1, 1}, {"au", 2, 1}, {"c", 1, 1}, {"ca", 2, 1}, {"can", 3, 1},
    {"hk", 2, 1}, {"nt", 2, 1}, {"nz", 2, 1}, {"r", 1, 1}, {"s", 1, 1},
    {"sg", 2, 1}, {"u", 1, 1}, {"us", 2, 1},
};

bool tok_is_dollar(const char *s, uint32_t n)
{
    return (bool)find(dollar_list, sizeof dollar_list, s, n, true);
}

static const struct word domain_list[] = {
    {"ae", 2, 1}, {"ai", 2, 1}, {"app", 3, 1}, {"ar", 2, 1}, {"asia", 4, 1},
    {"asp", 3, 1}, {"aspx", 4, 1}, {"au", 2, 1}, {"bd", 2, 1}, {"biz", 3, 1},
    {"br", 2, 1}, {"ca", 2, 1}, {"ch", 2, 1}, {"cl", 2, 1}, {"cn", 2, 1},
    {"com", 3, 1}, {"csv", 3, 1}, {"cz", 2, 1}, {"de", 2, 1}, {"dev", 3, 1},
    {"dk", 2, 1}, {"doc", 3, 1}, {"docx", 4, 1}, {"edu", 3, 1}, {"eg", 2, 1},
    {"es", 2, 1}, {"eu", 2, 1}, {"exe", 3, 1}, {"fi", 2, 1}, {"fm", 2, 1},
    {"fr", 2, 1}, {"gg", 2, 1}, {"gif", 3, 1}, {"gov", 3, 1}, {"gr", 2, 1},
    {"htm", 3, 1}, {"html", 4, 1}, {"hu", 2, 1}, {"il", 2, 1}, {"info", 4, 1},
    {"int", 3, 1}, {"io", 2, 1}, {"ir", 2, 1}, {"jp", 2, 1}, {"jpeg", 4, 1},
    {"jpg", 3, 1}, {"ke", 2, 1}, {"kr", 2, 1}, {"lk", 2, 1}, {"ly", 2, 1},
    {"mil", 3, 1}, {"mp3", 3, 1}, {"mp4", 3, 1}, {"mx", 2, 1}, {"net", 3, 1},
    {"news", 4, 1}, {"ng", 2, 1}, {"nl", 2, 1}, {"nz", 2, 1}, {"org", 3, 1},
    {"pdf", 3, 1}, {"php", 3, 1}, {"pk", 2, 1}, {"pl", 2, 1}, {"png", 3, 1},
    {"ppt", 3, 1}, {"pptx", 4, 1}, {"qa", 2, 1}, {"ru", 2, 1}, {"sa", 2, 1},
    {"se", 2, 1}, {"tr", 2, 1}, {"tv", 2, 1}, {"txt", 3, 1}, {"ua", 2, 1},
    {"uk", 2, 1}, {"url", 3, 1}, {"xls", 3, 1}, {"xlsx", 4, 1}, {"xml", 3, 1},
    {"za", 2, 1}, {"zip", 3, 1},
};

bool tok_is_domain(const char *s, uint32_t n)
{
    return (bool)find(domain_list, sizeof domain_list, s, n, true);
}

static const struct word slashed_list[] = {
    {"b/c", 3, 1}, {"b/t", 3, 1}, {"i/o", 3, 1}, {"l/c", 3, 1}, {"n/a", 3, 1},
    {"s/he", 4, 1}, {"w/e", 3, 1}, {"w/o", 3, 1}, {"w/out", 5, 1},
};

bool tok_is_slashed(const char *s, uint32_t n)
{
    return (bool)find(slashed_list, sizeof slashed_list, s, n, true);
}

static const struct word opener_list[] = {
    {"after", 5, 1}, {"and", 3, 1}, {"as", 2, 1}, {"at", 2, 1}, {"but", 3, 1},
    {"for", 3, 1}, {"from", 4, 1}, {"he", 2, 1}, {"her", 3, 1}, {"his", 3, 1},
    {"however", 7, 1}, {"if", 2, 1}, {"in", 2, 1}, {"it", 2, 1},
    {"its", 3, 1}, {"many", 4, 1}, {"most", 4, 1}, {"on", 2, 1},
    {"our", 3, 1}, {"she", 3, 1}, {"so", 2, 1}, {"some", 4, 1},
    {"that", 4, 1}, {"the", 3, 1}, {"their", 5, 1}, {"there", 5, 1},
    {"these", 5, 1}, {"they", 4, 1}, {"this", 4, 1}, {"those", 5, 1},
    {"we", 2, 1}, {"when", 4, 1}, {"while", 5, 1}, {"you", 3, 1},
};

bool tok_is_opener(const char *s, uint32_t n)
{
    return (bool)find(opener_list, sizeof opener_list, s, n, true);
}

static const struct word fused_list[] = {
    {"aint", 4, 2}, {"alot", 4, 1}, {"arent", 5, 3}, {"arnt", 4, 2},
    {"c'mon", 5, 3}, {"cannot", 6, 3}, {"cant", 4, 2}, {"couldnt", 7, 5},
    {"couldve", 7, 5}, {"didnt", 5, 3}, {"doesnt", 6, 4}, {"dont", 4, 2},
    {"dunno", 5, 2}, {"gimme", 5, 3}, {"gonna", 5, 3}, {"gotta", 5, 3},
    {"hadnt", 5, 3}, {"hasnt", 5, 3}, {"havent", 6, 4}, {"heres", 5, 4},
    {"hes", 3, 2}, {"im", 2, 1}, {"isnt", 4, 2}, {"itll", 4, 2},
    {"ive", 3, 1}, {"lemme", 5, 3}, {"nno", 3, 1}, {"outta", 5, 3},
    {"shes", 4, 3}, {"shouldnt", 8, 6}, {"shouldve", 8, 6}, {"thats", 5, 4},
    {"theres", 6, 5}, {"theyll", 6, 4}, {"theyre", 6, 4}, {"wanna", 5, 3},
    {"wasnt", 5, 3}, {"werent", 6, 4}, {"whats", 5, 4}, {"wont", 4, 2},
    {"wouldnt", 7, 5}, {"wouldve", 7, 5}, {"youll", 5, 3}, {"youre", 5, 3},
};

uint32_t tok_fused(const char *s, uint32_t n)
{
    return (uint32_t)find(fused_list, sizeof fused_list, s, n, true);
}
