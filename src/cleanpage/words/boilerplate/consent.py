"""Words of banners that ask a visitor for consent, age or an address, in the languages of the web.

A text in lower case goes in; whether it speaks of cookies as a web site does comes out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_COOKIES: Final[Mapping[str, str]] = {
    "": "cookie",
    "bg": "бисквит|кукита|кукис",
    "ca": "galetes",
    "cs": "sušenk|soubory cooki",
    "et": "küpsis",
    "fa": "کوکی",
    "ar": "ملفات تعريف الارتباط|الكوكيز",
    "bn": "কুকি",
    "fi": "eväste",
    "fr": "témoins de connexion|traceurs",
    "he": "עוגיות|קובצי",
    "hi": "कुकी",
    "hr": "kolačić",
    "hu": "süti",
    "id": "kuki",
    "is": "vafrakök",
    "it": "biscotti tecnici",
    "ja": "クッキー",
    "ko": "쿠키",
    "lt": "slapuk",
    "lv": "sīkdat|sīkfail",
    "mk": "колачињ",
    "ms": "kuki",
    "no": "informasjonskaps",
    "nb": "informasjonskaps",
    "pl": "ciasteczk|ciastek",
    "ru": "куки",
    "sk": "súbory cooki",
    "sl": "piškotk",
    "sr": "kolačić|колачић",
    "sv": "kakor",
    "ta": "குக்கீ",
    "th": "คุกกี้",
    "tr": "çerez",
    "uk": "куки|реп'яшк",
    "ur": "کوکیز",
}
"""Beginnings of the words for cookies; "cookie" is said in all languages."""

_CONSENT_STEMS: Final = (
    "consent|accept|agree|allow|reject|decline|privacy|personal data|partners|third part|preferences|"
    "legitimate interest|einwillig|zustimm|akzept|ablehn|datenschutz|einverstanden|confidentialité|partenaires|"
    "refus|acept|rechaz|privacid|consiento|aceit|recus|rejeit|accett|rifiut|toestemm|accepteer|weiger|instemm|"
    "samtyck|godkänn|acceptér|tillad|godta|samtykk|personvern|hyväksy|suostum|tietosuoj|akceptuj|zgod|odrzuć|"
    "prywatnoś|souhlas|přijm|odmít|súhlas|prija|elfogad|hozzájár|elutasít|adatvéd|consimț|confidențial|respinge|"
    "приня|принима|соглас|отклон|конфиденц|прийня|згод|відхил|приема|съглас|поверител|αποδοχ|αποδέχ|συγκατ|"
    "συμφων|απορρ|απόρρ|kabul|onay|rıza|reddet|gizlilik|موافق|أوافق|قبول|الخصوصية|رضایت|پذیر|موافق|מסכים|הסכמ|"
    "אישור|פרטיות|स्वीकार|सहमत|गोपनीयता|সম্মত|setuju|terima|tolak|privasi|đồng ý|chấp nhận|từ chối|riêng tư|同意|"
    "許可|拒否|承諾|プライバシー|接受|拒绝|拒絕|隐私|隱私|동의|수락|거부|개인정보|허용|ยอมรับ|ยินยอม|ปฏิเสธ|"
    "ความเป็นส่วนตัว|prihva|pristan|suglas|privol|odbij|sprejm|soglaš|sutik|slaptum|piekr|piekrīt|nõust|"
    "privaatsus|прихват|се согласувате|samþykk|acceptar|ajan|erantzun"
)
CONSENT_STEMS: Final[Sequence[str]] = tuple(_CONSENT_STEMS.split("|"))
"""Parts of the words with which banners ask, and of those on their buttons."""

_SITE_STEMS: Final = (
    "website|web site|this site|our site|browser|device|functional|necessary|analytic|performance|advertis|"
    "setting|session|visitor|traffic|experience|tracking|webseite|website|seite|endgerät|einstellung|notwendig|"
    "nutzung|site|navigat|paramètr|appareil|audience|sitio|navegador|ajustes|configur|experiencia|página web|"
    "impostazion|sito|esperienza|instelling|apparaat|ervaring|webbplats|inställning|upplevelse|hjemmeside|"
    "indstilling|nettsted|innstilling|opplevelse|sivusto|asetu|käyttökokem|stron|ustawie|przegląd|stránk|"
    "nastaven|prohlíž|webhely|weboldal|oldal|beállít|böngész|setăr|navig|сайт|настройк|браузер|налаштуван|"
    "ιστότοπ|ιστοσελίδ|ρυθμίσ|εμπειρί|sitesi|sitemiz|ayar|deneyim|موقع|الموقع|إعدادات|سایت|تنظیمات|אתר|הגדרות|"
    "वेबसाइट|साइट|सेटिंग|ওয়েবসাইট|situs|pengaturan|pengalaman|trang web|cài đặt|trải nghiệm|サイト|設定|"
    "ブラウザ|网站|網站|设置|設定|浏览器|瀏覽器|사이트|설정|브라우저|เว็บไซต์|การตั้งค่า|stranic|postavk|spletn|"
    "svetain|vietn|veebisait|страниц|vefsíð|lloc web|webgune"
)
SITE_STEMS: Final[Sequence[str]] = tuple(_SITE_STEMS.split("|"))
"""Parts of the words that stand beside the cookies of a web site and not of a kitchen."""

YES_WORDS: Final = frozenset(
    [
        "ok",
        "okay",
        "got it",
        "i understand",
        "understood",
        "close",
        "dismiss",
        "continue",
        "yes",
        "no",
        "verstanden",
        "ja",
        "nein",
        "schließen",
        "weiter",
        "alles klar",
        "compris",
        "j'ai compris",
        "fermer",
        "continuer",
        "oui",
        "non",
        "entendido",
        "cerrar",
        "continuar",
        "sí",
        "de acuerdo",
        "fechar",
        "entendi",
        "chiudi",
        "ho capito",
        "begrepen",
        "sluiten",
        "stäng",
        "jag förstår",
        "luk",
        "lukk",
        "jeg forstår",
        "sulje",
        "selvä",
        "ymmärrän",
        "rozumiem",
        "zamknij",
        "rozumím",
        "zavřít",
        "rozumiem",
        "zavrieť",
        "értem",
        "rendben",
        "bezárás",
        "am înțeles",
        "închide",
        "понятно",
        "закрыть",
        "хорошо",
        "зрозуміло",
        "закрити",
        "разбрах",
        "затвори",
        "κατάλαβα",
        "κλείσιμο",
        "anladım",
        "tamam",
        "kapat",
        "حسنا",
        "إغلاق",
        "فهمت",
        "باشه",
        "متوجه شدم",
        "بستن",
        "הבנתי",
        "סגור",
        "ठीक है",
        "बंद करें",
        "mengerti",
        "tutup",
        "đã hiểu",
        "đóng",
        "閉じる",
        "了解",
        "知道了",
        "我知道了",
        "关闭",
        "關閉",
        "确定",
        "확인",
        "닫기",
        "ตกลง",
        "เข้าใจแล้ว",
        "ปิด",
        "razumijem",
        "u redu",
        "zatvori",
        "razumem",
        "v redu",
        "supratau",
        "gerai",
        "sapratu",
        "labi",
        "sain aru",
        "selge",
        "x",
        "×",
    ]
)
"""Other labels of the buttons of banners, in lower case."""


def cookie_words(*languages: str) -> Sequence[str]:
    """Return the beginnings of words for cookies on pages in these languages."""
    return tuple(
        dict.fromkeys("|".join([_COOKIES[""], *[_COOKIES[it] for it in languages if it in _COOKIES]]).split("|"))
    )


def asks_for_consent(text: str, cookies: Sequence[str]) -> bool:
    """Tell whether a text in lower case speaks of cookies as a web site's banner does."""
    if not any(word in text for word in cookies):
        return False
    return any(stem in text for stem in SITE_STEMS) or any(stem in text for stem in CONSENT_STEMS)
