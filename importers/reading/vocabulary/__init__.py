"""The words of film listings in the languages festivals publish in. Data in TOML, functions pure, nothing of any one site.

labels     find_label(text) → Label | None                    a whole string: "Regie", "Country/Year"
           split_labelled(text) → Labelled | None             a line that begins with one: "Director Rithy Panh"
           inline_labels(text) → tuple[Labelled, …]           a line with several: "Dir X. Prod Y. 90min"
           trailing_label(text) → Labelled | None             the label last: "Fabrice ARAGNO - Image", "X (director)"
names      parse_names(value, strict=False) → tuple[Name, …]  "A, B and C", "PANH, Rithy", "A as B"
           looks_like_name(text) → bool
countries  parse_countries(text) → tuple[code, …] | None      None unless the whole text lists countries
           find_countries(text), locate_countries(text)       all that are named, other words passed over
languages  parse_languages(text) → Languages | None           spoken and subtitles, as BCP 47
           find_languages(text), language_tag(name)
durations  find_durations(text) → tuple[Duration, …]          minutes, with where they stand
           parse_duration(text, labelled=False) → int | None
years      parse_year(text), find_year(text), find_years(text)
dates      find_showtimes(text, days=()) → tuple[Showtime, …] each day of a line with each of its hours; `.iso`
           find_days(text), find_times(text)                  one by one, with where they stand
           settle_year(day, years), numeric_order(text)       what else on a page tells of "Fri 29 Oct" and "03/04"
folding    key(text), fold(text)                              one form for spellings that mean the same
"""
