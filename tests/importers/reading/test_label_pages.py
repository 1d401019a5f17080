"""A page of labels in each of the languages we read: every label means what it says there."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from importers.reading.pages import read_page
from importers.responses import Response


@dataclass(frozen=True)
class Words:
    """The labels of one language, in the order of `VALUES`, and its names for Japan and for Polish."""

    director: str
    screenplay: str
    cinematography: str
    editing: str
    music: str
    sound: str
    producer: str
    cast: str
    country: str
    year: str
    length: str
    language: str
    original: str
    japan: str
    polish: str
    minutes: str
    showing: str


LANGUAGES = {
    "en": Words("Director", "Screenplay", "Cinematography", "Editing", "Music", "Sound", "Producer", "Cast", "Country", "Year", "Running time", "Language", "Original title", "Japan", "Polish", "92 minutes", "Friday 14 October 2016, 20:30"),
    "fr": Words("Réalisation", "Scénario", "Image", "Montage", "Musique", "Son", "Producteur", "Interprétation", "Pays", "Année", "Durée", "Langue", "Titre original", "Japon", "polonais", "92 minutes", "vendredi 14 octobre 2016 à 20h30"),
    "de": Words("Regie", "Drehbuch", "Kamera", "Schnitt", "Musik", "Ton", "Produzent", "Darsteller", "Land", "Jahr", "Länge", "Sprache", "Originaltitel", "Japan", "Polnisch", "92 Min.", "Freitag, 14. Oktober 2016, 20.30 Uhr"),
    "es": Words("Dirección", "Guion", "Fotografía", "Montaje", "Música", "Sonido", "Productor", "Reparto", "País", "Año", "Duración", "Idioma", "Título original", "Japón", "polaco", "92 min", "viernes 14 de octubre de 2016, 20:30 h"),
    "it": Words("Regia", "Sceneggiatura", "Fotografia", "Montaggio", "Musiche", "Suono", "Produttore", "Interpreti", "Paese", "Anno", "Durata", "Lingua", "Titolo originale", "Giappone", "polacco", "92'", "venerdì 14 ottobre 2016 ore 20.30"),
    "pt": Words("Realização", "Argumento", "Fotografia", "Montagem", "Música", "Som", "Produtor", "Elenco", "País", "Ano", "Duração", "Língua", "Título original", "Japão", "polonês", "92 min", "sexta-feira, 14 de outubro de 2016, 20h30"),
    "nl": Words("Regie", "Scenario", "Camera", "Montage", "Muziek", "Geluid", "Producent", "Rolverdeling", "Land", "Jaar", "Speelduur", "Taal", "Oorspronkelijke titel", "Japan", "Pools", "92 minuten", "vrijdag 14 oktober 2016, 20.30 uur"),
    "pl": Words("Reżyseria", "Scenariusz", "Zdjęcia", "Montaż", "Muzyka", "Dźwięk", "Producent", "Obsada", "Kraj", "Rok produkcji", "Czas trwania", "Język", "Tytuł oryginalny", "Japonia", "polski", "92 min", "piątek, 14 października 2016, godz. 20:30"),
    "cs": Words("Režie", "Scénář", "Kamera", "Střih", "Hudba", "Zvuk", "Producent", "Hrají", "Země", "Rok", "Délka", "Jazyk", "Originální název", "Japonsko", "polština", "92 min", "pátek 14. října 2016 ve 20:30"),
    "da": Words("Instruktør", "Manuskript", "Foto", "Klip", "Musik", "Lyd", "Producent", "Medvirkende", "Land", "År", "Længde", "Sprog", "Originaltitel", "Japan", "polsk", "92 min.", "fredag d. 14. oktober 2016 kl. 20.30"),
    "nb": Words("Regi", "Manus", "Foto", "Klipp", "Musikk", "Lyd", "Produsent", "Skuespillere", "Land", "År", "Spilletid", "Språk", "Originaltittel", "Japan", "polsk", "92 min", "fredag 14. oktober 2016 kl. 20:30"),
    "sv": Words("Regi", "Manus", "Foto", "Klippning", "Musik", "Ljud", "Producent", "Skådespelare", "Land", "År", "Längd", "Språk", "Originaltitel", "Japan", "polska", "92 min", "fredag 14 oktober 2016 kl. 20.30"),
    "fi": Words("Ohjaus", "Käsikirjoitus", "Kuvaus", "Leikkaus", "Musiikki", "Ääni", "Tuottaja", "Näyttelijät", "Maa", "Vuosi", "Kesto", "Kieli", "Alkuperäisnimi", "Japani", "puola", "92 min", "perjantai 14.10.2016 klo 20.30"),
    "el": Words("Σκηνοθεσία", "Σενάριο", "Φωτογραφία", "Μοντάζ", "Μουσική", "Ήχος", "Παραγωγός", "Ηθοποιοί", "Χώρα", "Έτος", "Διάρκεια", "Γλώσσα", "Πρωτότυπος τίτλος", "Ιαπωνία", "πολωνικά", "92 λεπτά", "Παρασκευή 14 Οκτωβρίου 2016, 20:30"),
    "ru": Words("Режиссёр", "Сценарий", "Оператор", "Монтаж", "Музыка", "Звук", "Продюсер", "В ролях", "Страна", "Год", "Продолжительность", "Язык", "Оригинальное название", "Япония", "польский", "92 мин", "пятница, 14 октября 2016, 20:30"),
    "ja": Words("監督", "脚本", "撮影", "編集", "音楽", "録音", "プロデューサー", "出演", "製作国", "製作年", "上映時間", "言語", "原題", "日本", "ポーランド語", "92分", "2016年10月14日（金）20:30"),
    "ko": Words("감독", "각본", "촬영", "편집", "음악", "음향", "프로듀서", "출연", "국가", "제작연도", "상영시간", "언어", "원제", "일본", "폴란드어", "92분", "2016년 10월 14일(금) 20:30"),
    "zh": Words("导演", "编剧", "摄影", "剪辑", "音乐", "录音", "制片人", "主演", "国家", "年份", "片长", "语言", "原名", "日本", "波兰语", "92分钟", "2016年10月14日（周五）20:30"),
}  # fmt: skip
PEOPLE = ("Ada Brandt", "Ben Corso", "Cleo Dahl", "Dora Eklund", "Egon Fiala", "Fay Gruber", "Gus Hedda", "Hana Ishii")
ROLES = ("director", "screenwriter", "cinematographer", "editor", "composer", "sound", "producer", "cast")


def page(words: Words) -> str:
    labels = (words.director, words.screenplay, words.cinematography, words.editing, words.music, words.sound, words.producer, words.cast)  # fmt: skip
    facts = [
        *zip(labels, PEOPLE, strict=True),
        (words.country, words.japan),
        (words.year, "2015"),
        (words.length, words.minutes),
        (words.language, words.polish),
        (words.original, "Vela Mora"),
    ]
    lines = "".join(f"<p><b>{label}:</b> {value}</p>" for label, value in facts)
    return f"<html><body><h1>Kestrel Notes</h1>{lines}<p>{words.showing}</p></body></html>"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_read_page_labels_of_each_language(language: str) -> None:
    body = page(LANGUAGES[language]).encode()

    film = read_page(Response(source="p.html", site="s", url="p.html", body=body)).film

    assert [(credit.role, credit.name) for credit in film.credits] == list(zip(ROLES, PEOPLE, strict=True))
    assert (film.countries, film.year, film.running_time, film.languages) == (("JP",), 2015, 92, ("pl",))
    assert film.original_title == "Vela Mora"
    assert [showing.starts_at for showing in film.screenings] == ["2016-10-14T20:30"]
