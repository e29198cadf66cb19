"""Tell times that are told from now: "2 hours ago", "vor 3 Stunden", "3時間前", "gestern 12:30".

A short text comes in; whether it is such a time comes out, or with the moment at which the
page was fetched, the moment it means. The clock is never looked at.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

MAX_CHARS: Final = 45
"""Characters of such a time, with "Updated" and "more than about" before it."""
MAX_WORDS: Final = 8
"""Words of it."""
MAX_AT_END_WORDS: Final = 6
"""Words at the end of a line in which one is looked for."""

_UNIT_NAMES: Final = ("second", "minute", "hour", "day", "week", "month", "year")
_LANGUAGES: Final = """
en|ago|second seconds sec secs s|minute minutes min mins m|hour hours hr hrs h|day days d|week weeks wk wks
  w|month months mo mos|year years yr yrs y
de|vor|sekunde sekunden sek|minute minuten min|stunde stunden std|tag tage tagen|woche wochen|monat monate
  monaten|jahr jahre jahren
fr|il y a, y a|seconde secondes s|minute minutes min mn|heure heures h|jour jours j|semaine semaines|mois|an ans
  année années
es|hace, atrás|segundo segundos|minuto minutos min|hora horas h|día días|semana semanas|mes meses|año años
ca|fa|segon segons|minut minuts min|hora hores h|dia dies|setmana setmanes|mes mesos|any anys
pt|há, atrás, faz, há atrás|segundo segundos|minuto minutos min|hora horas h|dia dias|semana semanas|mês
  meses|ano anos
it|fa|secondo secondi|minuto minuti min|ora ore h|giorno giorni|settimana settimane|mese mesi|anno anni
nl|geleden|seconde seconden|minuut minuten min|uur uren|dag dagen|week weken|maand maanden|jaar jaren
af|gelede|sekonde sekondes|minuut minute|uur ure|dag dae|week weke|maand maande|jaar jare
sv|för sedan, sedan|sekund sekunder|minut minuter min|timme timmar tim|dag dagar dygn|vecka veckor|månad
  månader|år
da|for siden, siden|sekund sekunder|minut minutter min|time timer t|dag dage døgn|uge uger|måned måneder|år
no|for siden, siden|sekund sekunder|minutt minutter min|time timer t|dag dager døgn|uke uker|måned måneder|år
is|fyrir, fyrir síðan, síðan|sekúndum|mínútu mínútum mín|klukkustund klukkustundum klst|degi dögum|viku
  vikum|mánuði mánuðum|ári árum
fi|sitten|sekunti sekuntia|minuutti minuuttia min|tunti tuntia h|päivä päivää pv|viikko viikkoa vk|kuukausi
  kuukautta kk|vuosi vuotta
et|tagasi|sekund sekundit|minut minutit min|tund tundi|päev päeva|nädal nädalat|kuu kuud|aasta aastat
lv|pirms|sekundes sekundēm|minūtes minūtēm|stundas stundām|dienas dienām|nedēļas nedēļām|mēneša mēnešiem|gada
  gadiem
lt|prieš|sekundę sekundes|minutę minutes minučių min|valandą valandas valandų val|dieną dienas dienų|savaitę
  savaites|mėnesį mėnesius mėn|metus metų
pl|temu|sekundę sekundy sekund|minutę minuty minut min|godzinę godziny godzin godz|dzień dni|tydzień tygodnie
  tygodni|miesiąc miesiące miesięcy|rok lata lat
cs|před|sekundou sekundami|minutou minutami min|hodinou hodinami hod|dnem dny|týdnem týdny|měsícem měsíci|rokem
  lety roky
sk|pred|sekundou sekundami|minútou minútami min|hodinou hodinami hod|dňom dňami|týždňom týždňami|mesiacom
  mesiacmi|rokom rokmi
sl|pred|sekundo sekundama|minuto minutami minutama|uro urami urama|dnevom dnevi dnevoma|tednom tedni
  tednoma|mesecem meseci mesecema|letom leti letoma
hr|prije, pre|sekundu sekunde sekundi|minutu minute minuta min|sat sata sati h|dan dana|tjedan tjedna tjedana
  nedelju nedelje nedelja|mjesec mjeseca mjeseci mesec meseca meseci|godinu godine godina
sr|пре|секунду секунде секунди|минут минута мин|сат сата сати|дан дана|недељу недеље недеља|месец месеца
  месеци|годину године година
mk|пред|секунда секунди|минута минути мин|час часа|ден дена|недела недели|месец месеци|година години
bg|преди|секунда секунди|минута минути мин|час часа|ден дни|седмица седмици|месец месеца|година години
ru|назад, тому назад|секунду секунды секунд сек|минуту минуты минут мин|час часа часов ч|день дня дней дн|неделю
  недели недель|месяц месяца месяцев мес|год года лет
uk|тому, тому назад|секунду секунди секунд|хвилину хвилини хвилин хв|годину години годин|день дні днів
  дн|тиждень тижні тижнів|місяць місяці місяців|рік роки років
be|таму|секунду секунды секунд|хвіліну хвіліны хвілін|гадзіну гадзіны гадзін|дзень дні дзён|тыдзень тыдні
  тыдняў|месяц месяцы месяцаў|год гады гадоў
kk|бұрын|секунд|минут|сағат|күн|апта|ай|жыл
ro|acum, în urmă|secundă secunde|minut minute min|oră ore|zi zile|săptămână săptămâni|lună luni|an ani
hu|ezelőtt|másodperccel|perccel|órával|nappal|héttel|hónappal|évvel
hu||másodperce|perce|órája|napja|hete|hónapja|éve
sq|më parë, para|sekonda sekondash|minuta minutash|orë orësh|ditë ditësh|javë javësh|muaj muajsh|vit vjet vitesh
el|πριν, πριν από|δευτερόλεπτο δευτερόλεπτα|λεπτό λεπτά|ώρα ώρες|ημέρα ημέρες μέρα μέρες|εβδομάδα εβδομάδες|μήνα
  μήνες|χρόνο χρόνια έτος έτη
tr|önce|saniye sn|dakika dk|saat|gün|hafta|ay|yıl
az|əvvəl|saniyə|dəqiqə|saat|gün|həftə|ay|il
ar|منذ, قبل|ثانية ثوان ثواني|دقيقة دقائق|ساعة ساعات|يوم أيام يوما يومًا|أسبوع أسابيع|شهر أشهر شهور|سنة سنوات عام
  أعوام
he|לפני|שניות|דקה דקות|שעה שעות|יום ימים|שבוע שבועות|חודש חודשים|שנה שנים
fa|پیش, قبل|ثانیه|دقیقه|ساعت|روز|هفته|ماه|سال
ur|پہلے, قبل|سیکنڈ|منٹ|گھنٹہ گھنٹے|دن|ہفتہ ہفتے|ماہ مہینے|سال
hi|पहले|सेकंड|मिनट|घंटा घंटे|दिन|सप्ताह हफ्ते|महीना महीने|वर्ष साल
mr|पूर्वी|सेकंद|मिनिटे मिनिटांपूर्वी|तास|दिवस|आठवडे|महिने|वर्षे
bn|আগে|সেকেন্ড|মিনিট|ঘণ্টা ঘন্টা|দিন|সপ্তাহ|মাস|বছর
id|lalu, yang lalu|detik|menit|jam|hari|minggu|bulan|tahun
ms|lalu, yang lalu|saat|minit|jam|hari|minggu|bulan|tahun
tl|nakalipas, ang nakalipas|segundo|minuto|oras|araw|linggo|buwan|taon
vi|trước|giây|phút|giờ tiếng|ngày|tuần|tháng|năm
th|ที่แล้ว, ก่อน, ที่ผ่านมา|วินาที|นาที|ชั่วโมง ชม|วัน|สัปดาห์|เดือน|ปี
ja|前|秒|分|時間|日|週間|か月 ヶ月 カ月 ヵ月|年
zh|前|秒 秒钟 秒鐘|分 分钟 分鐘|小时 小時 个小时 個小時|天 日|周 週 星期|个月 個月|年
ko|전|초|분|시간|일|주 주일|개월 달|년
"""
"""The languages, each with the words that say "ago", divided by commas, and with the forms of each unit, the shortest
unit first. Words before and after the time have a space between them: "för 3 timmar sedan"."""
_GLUED: Final = frozenset({"th", "ja", "zh", "ko"})
"""Languages that write unit and "ago" as one word."""

_DAYS: Final = MappingProxyType(
    {
        word.replace("_", " "): days
        for days, words in (
            (
                0,
                "today heute aujourd'hui hoy hoje oggi vandaag i_dag idag tänään täna šodien šiandien "
                "dziś dzisiaj dnes danes danas данас днес денес сегодня сьогодні сёння azi ma sot σήμερα "
                "bugün bu_gün اليوم היום امروز आज আজ hari_ini ngayon hôm_nay วันนี้ 今日 今天 오늘 avui í_dag "
                "бүгін",
            ),
            (
                -1,
                "yesterday gestern hier ayer ontem ieri gisteren i_går igår i_gaar eilen eile vakar "
                "wczoraj včera včeraj jučer juče јуче вчера вчора учора tegnap dje χθες χτες dün dünən "
                "أمس אתמול دیروز कल গতকাল kemarin semalam kahapon hôm_qua เมื่อวาน เมื่อวานนี้ 昨日 昨天 어제 "
                "ahir í_gær кеше",
            ),
            (
                -2,
                "vorgestern avant-hier anteayer anteontem l'altro_ieri eergisteren i_förrgår i_forgårs "
                "toissapäivänä przedwczoraj předevčírem predvčerom prekjučer позавчера позавчора προχθές "
                "一昨日 前天 그저께",
            ),
        )
        for word in words.split()
    }
)
"""The days that have a word of their own, counted from today."""
_NOW: Final = frozenset(
    (
        "now", "just now", "jetzt", "gerade eben", "à l'instant", "ahora", "ahora mismo", "agora", "agora mesmo",
        "adesso", "zojuist", "nyss", "juuri nyt", "teraz", "przed chwilą", "právě teď", "только что", "щойно", "acum",
        "az önce", "şimdi", "الآن", "עכשיו", "baru saja", "vừa xong", "เมื่อสักครู่", "刚刚", "剛剛", "たった今",
        "방금", "방금 전",
    )
)  # fmt: skip
_ONES_WORDS: Final = (
    "a an one ein eine einem einer einen un une una uno um uma een 'n en ett et ei yksi jeden jedną jednu "
    "jednom jednim jedan один одну одного єдину един една едно o ένα μία μια bir אחת אחד एक একটি một se "
    "una_sola"
)
_ONES: Final = frozenset(_ONES_WORDS.split())
"""Words for one, before a unit."""
_ABOUT_WORDS: Final = (
    "about around approximately approx over almost nearly more less than etwa ca circa rund über knapp "
    "fast ungefähr environ près plus de casi cerca unos unas más aproximadamente quase oltre quasi circa "
    "ongeveer meer dan ungefär omkring cirka noin około ponad asi více než okolo oko около более почти "
    "близько приблизно понад de peste aproape περίπου yaklaşık حوالي حوالى نحو כ- حدود लगभग প্রায় "
    "sekitar kira-kira khoảng 約 约 大约 약"
)
_ABOUT: Final = frozenset(_ABOUT_WORDS.split())
"""Words for a number that is not exact."""
_LEADS_WORDS: Final = (
    "published posted updated uploaded added aktualisiert veröffentlicht publié mis à jour publicado "
    "actualizado atualizado pubblicato aggiornato geplaatst bijgewerkt publicerad uppdaterad publisert "
    "oppdatert opublikowano aktualizacja опубликовано обновлено опубліковано оновлено last modified "
    "zuletzt"
)
_LEADS: Final = frozenset(_LEADS_WORDS.split())
"""Words before the time that say what happened then."""

_COUNT = re.compile(r"(約|约|약)?(\d{1,3})(\D*)")
_DAY_AND_CLOCK = re.compile(
    r"([^\d]+?)(?:[\s,|•·–—-]*(?:(?:um|at|à|alle|o|в|kl\.?|om|a las|às|klo|o godz\.)\s)?(\d\d?)[:.h](\d\d)(?::\d\d)?"
    r"(?:\s?([ap])\.?m\.?|\suhr)?)?"
)
_START = re.compile(r"(?<!\S)\S|(?<=[^\W\d_])\d")
"""The beginning of a word, or of a number that runs into the word before it: "Jane Doe17 hours ago"."""
_DIGIT = re.compile(r"\d")
_NEXT_LANGUAGE = re.compile(r"\n(?=\w\w\|)")
_DAY_STARTS: Final = frozenset(word[:2] for word in _DAYS)
_COUNT_CHARS: Final = "0123456789約约약"
"""What a unit can have before it without a space: a number, and "about"."""
_TRIMMED: Final = " .,()[]"


def is_relative(text: str) -> bool:
    """Return whether a text is a time told from now and nothing else: "2 hours ago", "gestern 12:30".

    >>> is_relative("vor 3 Stunden"), is_relative("3 hours"), is_relative("Updated 5 min ago")
    (True, False, True)
    """
    return (
        _read_count(text) is not None or _read_day(text) is not None or (len(text) <= MAX_CHARS and _trim(text) in _NOW)
    )


def relative_at_end(text: str) -> int | None:
    """Return where the time told from now begins that a line ends with ("Jane Doe | 2 hours ago"); None without one.

    It has a number: days that have a word of their own stand at the end of sentences, too.

    >>> "Jane Doe 2 hours ago"[relative_at_end("Jane Doe 2 hours ago"):]
    '2 hours ago'
    """
    if _last_word(text) not in _last_words():
        return None
    starts = [match.start() for match in _START.finditer(text)][-MAX_AT_END_WORDS:]
    for start in starts:
        if _DIGIT.search(text, start) and _read_count(text[start:]):
            return start
    return None


def read_relative(text: str, now: datetime.datetime) -> str | None:
    """Return the moment that a text tells from `now`, in ISO 8601; None if it tells none.

    A day where it counts days or longer units, else a moment to the minute, with the zone
    that `now` has.

    >>> now = datetime.datetime(2024, 4, 26, 7, 5, tzinfo=datetime.UTC)
    >>> read_relative("vor 3 Stunden", now), read_relative("yesterday", now), read_relative("1 month ago", now)
    ('2024-04-26T04:05Z', '2024-04-25', '2024-03-26')
    """
    try:
        return _moment(text, now)
    except (OverflowError, ValueError):
        return None  # Before the year 1.


def _moment(text: str, now: datetime.datetime) -> str | None:
    if _trim(text) in _NOW:
        return _minute(now)
    counted = _read_count(text)
    if counted:
        count, unit = counted
        if unit in ("second", "minute", "hour"):
            return _minute(now - datetime.timedelta(**{f"{unit}s": count}))
        if unit in ("day", "week"):
            return (now.date() - datetime.timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
        months = now.year * 12 + now.month - 1 - count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        last = (datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1) - datetime.timedelta(days=1)).day
        return datetime.date(year, month + 1, min(now.day, last)).isoformat()
    found = _read_day(text)
    if found is None:
        return None
    days, hour, minute = found
    day = (now.date() + datetime.timedelta(days=days)).isoformat()
    return day if hour is None else f"{day}T{hour:02}:{minute:02}"


def _minute(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="minutes").replace("+00:00", "Z")


def _trim(text: str) -> str:
    return text.strip(_TRIMMED).lower()


def _last_word(text: str) -> str:
    """Return the last word in lower case, without a number it begins with, or an article as in "un'ora"."""
    word = text[-MAX_CHARS:].rstrip(_TRIMMED).rpartition(" ")[2].lower()
    return word.lstrip(_COUNT_CHARS).removeprefix("un'").removeprefix("un’")


def _read_count(text: str) -> tuple[int, str] | None:
    """Return (how many, of which unit) of a time such as "3 hours ago"; None for other texts."""
    if len(text) > MAX_CHARS:
        return None
    if _last_word(text) not in _last_words():
        return None
    words = _trim(text).replace("un'", "un ").replace("un’", "un ").split()
    if not 0 < len(words) <= MAX_WORDS:
        return None
    units = _units()
    for index, word in enumerate(words):
        match = _COUNT.fullmatch(word)
        if match is None and word not in _ONES:
            continue
        count, unit = (int(match[2]), match[3]) if match else (1, "")
        before, after = words[:index], words[index + 1 :]
        if not unit:
            while after and after[0] in _ABOUT:
                after = after[1:]  # Romanian: "20 de minute".
            if not after:
                return None
            unit, after = after[0], after[1:]
        marker = " ".join([one for one in (*before, *after) if one not in _ABOUT and one not in _LEADS])
        found = units.get((marker, unit.rstrip(".")))
        if found or match:
            return (count, found) if found else None
    # Slavic languages leave out the one: "час назад", "před hodinou".
    found = units.get((" ".join(words[1:]), words[0])) or units.get((" ".join(words[:-1]), words[-1]))
    return (1, found) if found else None


def _read_day(text: str) -> tuple[int, int | None, int] | None:
    """Return (days from today, hour, minute) of a time such as "yesterday 12:30"; None for other texts."""
    if len(text) > MAX_CHARS:
        return None
    text = _trim(text)
    if text[:2] not in _DAY_STARTS:
        return None
    match = _DAY_AND_CLOCK.fullmatch(text)
    days = _DAYS.get(match[1].rstrip(" ,|•·–—-")) if match else None
    if match is None or days is None:
        return None
    if match[2] is None:
        return days, None, 0
    hour, minute = int(match[2]), int(match[3])
    if match[4] and hour <= 12:
        hour = hour % 12 + (12 if match[4] == "p" else 0)
    return (days, hour, minute) if hour < 24 and minute < 60 else None


@cache
def _units() -> Mapping[tuple[str, str], str]:
    """Return the unit for each pair of the words that say "ago" and the word for the unit."""
    units: dict[tuple[str, str], str] = {}
    for line in _NEXT_LANGUAGE.split(_LANGUAGES.strip()):
        language, markers, *rows = line.split("|")
        for marker in markers.split(","):
            marker = " ".join(marker.split())
            for unit, forms in zip(_UNIT_NAMES, rows, strict=True):
                for form in forms.split():
                    units.setdefault((marker, form), unit)
                    if language in _GLUED:
                        units.setdefault(("", form + marker), unit)
    return MappingProxyType(units)


@cache
def _last_words() -> frozenset[str]:
    """Return the words that a time told from now can end with; quicker to ask for than the time."""
    return frozenset(word for marker, unit in _units() for word in (marker.rpartition(" ")[2], unit))
