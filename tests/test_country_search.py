"""Countries are found by every name, and by what their people are called."""

import pytest
from babel import Locale
from babel.core import UnknownLocaleError
from babel.languages import get_official_languages

from rdv_tui import catalogue
from rdv_tui.catalogue.country_search import LOCALES, find_countries
from rdv_tui.domain.kiosk import LANGUAGES
from rdv_tui.locales.kiosk.languages import WORDS

FIRST = {
    "fr": """
        turk TR, turq TR, turquie TR, turc TR, turque TR, turkey TR, brit GB, anglais GB,
        angleterre GB, royaume uni GB, américain US, états unis US, usa US, ivoirien CI,
        côte CI, côte d'ivoire CI, cote d ivoire CI, marocain MA, marocaine MA, maroc MA,
        algérienne DZ, algérie DZ, tunisien TN, sénégalaise SN, malien ML, camerounais CM,
        guinéen GN, guinée GN, congo CG, rdc CD, allemand DE, espagnole ES, italien IT,
        belge BE, suisse CH, portugais PT, néerlandais NL, hollande NL, chinois CN,
        vietnamien VN, syrienne SY, libanais LB, égyptien EG, irakien IQ, iranienne IR,
        afghan AF, pakistanais PK, indien IN, bangladais BD, géorgien GE, arménienne AM,
        ukrainien UA, russe RU, roumain RO, bulgare BG, albanais AL, kosovo XK, malgache MG,
        comorien KM, haïtienne HT, brésilien BR, japonais JP, palestinien PS, apatride XXA,
        réfugié XXB, nigérien NE, nigérian NG, dominicaine DO, birmanie MM, corée KR, grec
        GR, grecque GR""",
    "en": """
        turkey TR, turk TR, turkish TR, brit GB, british GB, english GB, american US,
        america US, ivory CI, ivory coast CI, moroccan MA, morocco MA, algerian DZ, tunisian
        TN, german DE, spanish ES, dutch NL, holland NL, swiss CH, greek GR, chinese CN,
        japanese JP, syrian SY, lebanese LB, egyptian EG, indian IN, congo CG, south africa
        ZA, cape verde CV, czech CZ, burma MM, polish PL, danish DK, swedish SE, filipino
        PH, thai TH, irish IE, stateless XXA""",
    "ar": """
        المغرب MA, مغرب MA, مغربي MA, الجزائر DZ, جزائري DZ, تونس TN, تونسي TN, تركيا TR,
        تركي TR, سوريا SY, سوري SY, مصر EG, مصري EG, العراق IQ, لبنان LB, فلسطين PS, السودان
        SD, ليبيا LY, فرنسا FR, موريتانيا MR, السعودية SA, اليمن YE, الأردن JO, maroc MA,
        al-maghrib MA, algérie DZ, سويسرا CH""",
    "tr": """
        türk TR, türkiye TR, turki TR, fas MA, faslı MA, cezayir DZ, cezayirli DZ, tunus TN,
        almanya DE, alman DE, ingiliz GB, ingiltere GB, amerika US, fransız FR, ispanya ES,
        suriye SY, suriyeli SY, mısır EG, çin CN, hindistan IN, rus RU, rusya RU, yunan GR,
        gürcistan GE, bulgar BG, arnavut AL, isviçre CH, hollanda NL, fildişi CI, ukraynalı
        UA, vatansız XXA""",
    "es": """
        marruecos MA, marroquí MA, argelia DZ, argelino DZ, túnez TN, tunecina TN, turquía
        TR, turco TR, alemania DE, alemana DE, inglés GB, estados unidos US, estadounidense
        US, españa ES, brasil BR, brasileño BR, costa de marfil CI, colombiano CO, perú PE,
        venezolana VE, república dominicana DO, suiza CH, países bajos NL, egipto EG,
        apátrida XXA""",
    "pt": """
        marrocos MA, marroquino MA, argélia DZ, tunísia TN, turquia TR, turca TR, alemão DE,
        alemanha DE, inglês GB, estados unidos US, brasileiro BR, brasileira BR, cabo verde
        CV, caboverdiano CV, angolano AO, moçambique MZ, guiné bissau GW, costa do marfim
        CI, português PT, suíça CH, ucraniano UA""",
}
THERE = """
        Türkiye TR, Elláda GR, Ελλάδα GR, Shqipëria AL, Shqipëri AL, Al-Maghrib MA, المغرب
        MA, Deutschland DE, España ES, Italia IT, Polska PL, România RO, Hrvatska HR,
        Magyarország HU, Česko CZ, Österreich AT, Schweiz CH, Nederland NL, België BE,
        Sverige SE, Suomi FI, Danmark DK, Norge NO, Ísland IS, Éire IE, Lietuva LT, Latvija
        LV, Eesti EE, Slovensko SK, Slovenija SI, Srbija RS, Crna Gora ME, България BG,
        Україна UA, Ukraina UA, Россия RU, Rossiya RU, Hayastan AM, Sakartvelo GE,
        Azərbaycan AZ, ایران IR, افغانستان AF, پاکستان PK, भारत IN, Bharat IN, 中国 CN, 日本 JP,
        Nippon JP, Việt Nam VN, Brasil BR, México MX, Perú PE, Soomaaliya SO, Moçambique MZ,
        Madagasikara MG, Côte d’Ivoire CI, Misr EG"""


def pairs(table: str) -> list[tuple[str, str]]:
    return [
        (word, code) for word, _, code in (one.strip().rpartition(" ") for one in table.split(","))
    ]


def codes(language: str, text: str) -> list[str]:
    words = WORDS[language]
    found = find_countries(text, words.locale, tuple(words.no_countries.items()))
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("language", "word", "code"),
    [(language, *pair) for language, table in FIRST.items() for pair in pairs(table)],
)
def test_a_name_or_a_nationality_finds_its_country_first(
    language: str, word: str, code: str
) -> None:
    assert codes(language, word)[:1] == [code]


@pytest.mark.parametrize(("word", "code"), pairs(THERE))
def test_the_name_in_the_language_spoken_there_finds_it_whatever_the_visitor_reads(
    word: str, code: str
) -> None:
    for language in LANGUAGES:
        assert codes(language, word)[:1] == [code], language


def test_both_congos_stand_on_top_and_so_do_both_koreas() -> None:
    for language in LANGUAGES:
        assert set(codes(language, "congo")[:2]) == {"CG", "CD"}
    assert codes("fr", "corée")[:2] == ["KR", "KP"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_is_the_first_by_its_own_name_in_the_visitors_language(language: str) -> None:
    names = Locale.parse(WORDS[language].locale).territories
    for country in catalogue.countries():
        own = WORDS[language].no_countries.get(country.code) or names[country.code]
        for name in (own, country.name):
            assert codes(language, name)[0] == country.code, name


def test_who_types_one_letter_more_never_loses_their_country() -> None:
    for country in catalogue.countries():
        for end in range(1, len(country.name) + 1):
            if any(sign.isalnum() for sign in country.name[:end]):
                assert country.code in codes("fr", country.name[:end]), country.name[:end]


def test_a_slip_is_forgiven_and_nothing_is_found_for_nothing() -> None:
    assert codes("fr", "marocco")[:1] == ["MA"]
    assert codes("fr", "algrie")[:1] == ["DZ"]
    assert codes("en", "morroco")[:1] == ["MA"]
    for text in ("", "  ", "-", "zzzz", "x" * 200):
        assert codes("fr", text) == []


def test_the_languages_of_the_search_are_those_of_the_kiosk() -> None:
    assert set(LOCALES) == {words.locale for words in WORDS.values()}


def test_own_names_are_those_of_cldr() -> None:
    """They are kept in the catalogue: a hundred languages would be read for them."""
    read = {Locale.parse(one).language for one in LOCALES}
    for country in catalogue.countries():
        known = catalogue.nationality_words().get(country.code, ())
        for language in get_official_languages(country.code, de_facto=True):
            try:
                name = Locale.parse(language).territories.get(country.code)
            except UnknownLocaleError:
                continue
            assert language in read or not name or name in known, (country.code, language)
