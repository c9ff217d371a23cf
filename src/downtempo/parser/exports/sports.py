"""Words that services have for a sport, in the languages of their users."""

from __future__ import annotations

from ..xml.drafts import sport_of

#: By sport, in lower case: English and what follows from it is told by `sport_of`.
_WORDS = {
    "running": (
        "lauf", "traillauf", "geländelauf", "virtueller lauf", "laufen", "course à pied", "course", "trail",
        "course à pied virtuelle", "course virtuelle", "carrera", "carrera de montaña", "carrera por montaña",
        "carrera virtual", "carrera de trail", "correr", "corsa", "corsa virtuale", "corsa su sentiero",
        "trail running", "corrida", "corrida em trilha", "corrida de trilha", "corrida virtual", "hardlopen",
        "hardloopsessie", "trailloop", "virtuele hardloopsessie", "löpning", "terränglöpning", "virtuell löpning",
        "løb", "trailløb", "løping", "løpetur", "terrengløping", "juoksu", "polkujuoksu", "virtuaalijuoksu", "bieg",
        "bieg przełajowy", "bieg wirtualny", "běh", "terénní běh", "virtuální běh", "futás", "koşu", "бег", "забег",
        "трейл", "трейлраннинг", "виртуальный забег", "ラン", "ランニング", "トレイルラン", "トレイルランニング",
        "バーチャルラン", "跑步", "越野跑", "虚拟跑步", "虛擬跑步", "달리기", "러닝", "트레일 러닝", "가상 달리기",
    ),
    "walking": (
        "spaziergang", "gehen", "marche", "caminata", "caminar", "paseo", "camminata", "caminhada", "wandeling",
        "wandelen", "promenad", "gåtur", "kävely", "spacer", "chůze", "séta", "yürüyüş", "ходьба", "прогулка",
        "ウォーキング", "散歩", "步行", "걷기",
    ),
    "hiking": (
        "wanderung", "wandern", "randonnée", "randonnée pédestre", "senderismo", "excursión", "escursione",
        "escursionismo", "trilha", "vandring", "fottur", "vaellus", "wędrówka", "turistika", "túra", "поход",
        "ハイキング", "徒步", "徒步旅行", "遠足", "하이킹",
    ),
    "cycling": (
        "radfahrt", "radfahren", "virtuelle radfahrt", "e-bike-fahrt", "mountainbike-fahrt", "gravel-fahrt", "vélo",
        "sortie vélo", "sortie à vélo", "vélo virtuel", "vtt", "salida en bicicleta", "bicicleta", "ciclismo",
        "vuelta ciclista", "giro", "bici", "uscita in bici", "pedalada", "pedal", "fietsrit", "fietsen", "cykeltur",
        "cykling", "sykkeltur", "sykling", "pyöräily", "jazda na rowerze", "jazda rowerem", "kolo", "jízda na kole",
        "kerékpározás", "bisiklet", "велосипед", "велозаезд", "заезд", "виртуальный заезд", "ライド", "自転車",
        "サイクリング", "骑行", "騎乘", "騎行", "라이딩", "자전거 타기",
    ),
    "swimming": (
        "schwimmen", "natation", "natación", "nuoto", "nuotata", "natação", "zwemmen", "zwemsessie", "simning",
        "svømning", "svømming", "uinti", "pływanie", "plavání", "úszás", "yüzme", "плавание", "заплыв", "スイム",
        "水泳", "游泳", "수영",
    ),
    "training": (
        "workout", "weight training", "crossfit", "training", "krafttraining", "gewichtstraining", "entraînement",
        "musculation", "entraînement aux poids", "entrenamiento", "entrenamiento con pesas", "allenamento",
        "allenamento con i pesi", "treino", "treinamento com peso", "krachttraining", "styrketräning",
        "styrketræning", "styrketrening", "voimaharjoittelu", "trening", "trening siłowy", "тренировка",
        "ワークアウト", "ウェイトトレーニング", "训练", "重量训练", "重訓", "운동", "웨이트 트레이닝",
    ),
}  # fmt: skip
_SPORTS = {word: sport for sport, words in _WORDS.items() for word in words}


def sport_in_words(text: str) -> str:
    """Return the sport that a word of some language names, `unknown` where it is none of those known.

    >>> sport_in_words("Course à pied"), sport_in_words("Trail Run"), sport_in_words("Jooks")
    ('running', 'running', 'unknown')
    """
    word = text.strip().lower()
    return _SPORTS.get(word) or sport_of(word)
