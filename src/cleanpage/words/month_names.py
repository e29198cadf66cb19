"""Tell the month from its name, in some sixty languages.

A word comes in and a number from 1 to 12 goes out. Marks over and under letters do not
count, for pages leave them out ("fevrier", "ΑΠΡΙΛΙΟΥ").
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import Final

_NAMES: Final = """
en january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept
  october/oct november/nov december/dec
de januar/jänner/jän februar/feber märz/maerz/mrz/mär april mai juni juli august september oktober/okt
  november dezember/dez
fr janvier/janv février/févr/fév mars avril/avr mai juin juillet/juil août/aoû septembre octobre
  novembre décembre/déc
es enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre octubre noviembre
  diciembre/dic
pt janeiro fevereiro/fev março abril maio/mai junho julho agosto setembro/set outubro/out novembro
  dezembro/dez
it gennaio/gen febbraio/febb marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre/sett
  ottobre/ott novembre dicembre
nl januari februari maart/mrt april mei juni juli augustus september oktober november december
af januarie februarie maart april mei junie julie augustus september oktober november desember/des
sv januari februari mars april maj juni juli augusti september oktober november december
da januar februar marts april maj juni juli august september oktober november december
no januar februar mars april mai juni juli august september oktober november desember
is janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
fi tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu
  kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu
  marraskuuta/marraskuu joulukuuta/joulukuu
et jaanuar/jaan veebruar/veebr märts aprill mai juuni juuli august september oktoober november detsember
lv janvāris/janvārī/janvāra februāris/februārī/februāra marts/martā/marta aprīlis/aprīlī/aprīļa
  maijs/maijā/maija jūnijs/jūnijā/jūnija jūlijs/jūlijā/jūlija augusts/augustā/augusta
  septembris/septembrī/septembra oktobris/oktobrī/oktobra novembris/novembrī/novembra
  decembris/decembrī/decembra
lt sausio/sausis vasario/vasaris kovo/kovas balandžio/balandis gegužės/gegužė birželio/birželis
  liepos/liepa rugpjūčio/rugpjūtis rugsėjo/rugsėjis spalio/spalis lapkričio/lapkritis gruodžio/gruodis
pl stycznia/styczeń/stycz/sty lutego/luty/lut marca/marzec kwietnia/kwiecień/kwi maja/maj
  czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz
  października/październik/paź listopada/listopad/lis grudnia/grudzień/gru
cs ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec
  srpna/srpen září října/říjen listopadu prosince/prosinec
sk januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl augusta/august
  septembra/september októbra/október novembra/november decembra/december
sl januarja/januar februarja/februar marca/marec aprila/april maja/maj junija/junij julija/julij
  avgusta/avgust/avg septembra oktobra novembra decembra
hr siječnja/siječanj veljače/veljača ožujka/ožujak travnja/travanj svibnja/svibanj lipnja/lipanj
  srpnja/srpanj kolovoza/kolovoz rujna/rujan - studenoga/studenog/studeni prosinca/prosinac
sr januara/januar februara/februar marta/mart aprila/april maja/maj juna/jun jula/jul avgusta/avgust
  septembra/septembar oktobra/oktobar novembra/novembar decembra/decembar
sr јануара/јануар/јан фебруара/фебруар/феб марта/март/мар априла/април/апр маја/мај јуна/јун јула/јул
  августа/август/авг септембра/септембар/сеп октобра/октобар/окт новембра/новембар/нов
  децембра/децембар/дец
mk јануари февруари март април мај јуни јули август септември октомври ноември декември
bg януари/яну февруари/фев март април/апр май юни юли август септември/септ октомври/окт ноември/ное
  декември/дек
ru января/январь/янв февраля/февраль/февр марта/март апреля/апрель мая/май июня/июнь/июн июля/июль/июл
  августа/август сентября/сентябрь/сент/сен октября/октябрь ноября/ноябрь/нояб/ноя декабря/декабрь
uk січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/квіт травня/травень/трав
  червня/червень/черв липня/липень/лип серпня/серпень/серп вересня/вересень/вер жовтня/жовтень/жовт
  листопада/листопад/лист грудня/грудень/груд
be студзеня/студзень лютага/люты сакавіка/сакавік красавіка/красавік мая/траўня чэрвеня/чэрвень
  ліпеня/ліпень жніўня/жнівень верасня/верасень кастрычніка/кастрычнік лістапада/лістапад снежня/снежань
kk қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан
ro ianuarie/ian februarie martie aprilie mai iunie/iun iulie/iul august septembrie octombrie/oct
  noiembrie/noi decembrie
hu január/jan február/febr március/márc április/ápr május/máj június/jún július/júl augusztus
  szeptember/szept október november december
sq janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor
el ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ μαρτίου/μάρτιος/μαρ απριλίου/απρίλιος/απρ
  μαΐου/μάιος/μαι ιουνίου/ιούνιος/ιουν ιουλίου/ιούλιος/ιουλ αυγούστου/αύγουστος/αυγ
  σεπτεμβρίου/σεπτέμβριος/σεπ/σεπτ οκτωβρίου/οκτώβριος/οκτ νοεμβρίου/νοέμβριος/νοε
  δεκεμβρίου/δεκέμβριος/δεκ
tr ocak/oca şubat/şub mart nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki
  kasım/kas aralık/aralik/ara
az yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr
uz yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr
ca gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
gl xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro
eu urtarrilaren/urtarrila otsailaren/otsaila martxoaren/martxoa apirilaren/apirila maiatzaren/maiatza
  ekainaren/ekaina uztailaren/uztaila abuztuaren/abuztua irailaren/iraila urriaren/urria
  azaroaren/azaroa abenduaren/abendua
id januari februari maret april mei juni juli agustus/agu september oktober november desember
ms januari februari mac april mei jun julai ogos september oktober november disember/dis
tl enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre
sw januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
hi जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर
  दिसंबर/दिसम्बर
mr जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर
ne जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर
bn জানুয়ারি/জানুয়ারী/জানুয়ারি ফেব্রুয়ারি/ফেব্রুয়ারী/ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই
  আগস্ট/অগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
gu જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ/ઓગસ્ટ સપ્ટેમ્બર ઑક્ટોબર/ઓક્ટોબર નવેમ્બર ડિસેમ્બર
ta ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
te జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జూలై/జులై ఆగస్టు/ఆగస్ట్ సెప్టెంబర్/సెప్టెంబరు అక్టోబర్/అక్టోబరు
  నవంబర్/నవంబరు డిసెంబర్/డిసెంబరు
ml ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ്/മെയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ്/ആഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ
th มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย กรกฎาคม/ก.ค สิงหาคม/ส.ค
  กันยายน/ก.ย ตุลาคม/ต.ค พฤศจิกายน/พ.ย ธันวาคม/ธ.ค
ka იანვარი/იან თებერვალი/თებ მარტი/მარ აპრილი/აპრ მაისი ივნისი ივლისი აგვისტო/აგვ სექტემბერი/სექ
  ოქტომბერი/ოქტ ნოემბერი/ნოე დეკემბერი/დეკ
hy հունվարի/հունվար փետրվարի/փետրվար մարտի/մարտ ապրիլի/ապրիլ մայիսի/մայիս հունիսի/հունիս հուլիսի/հուլիս
  օգոստոսի/օգոստոս սեպտեմբերի/սեպտեմբեր հոկտեմբերի/հոկտեմբեր նոյեմբերի/նոյեմբեր դեկտեմբերի/դեկտեմբեր
he ינואר/בינואר פברואר/בפברואר מרץ/במרץ/מרס/במרס אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי
  אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר
ar يناير فبراير مارس أبريل/ابريل/إبريل مايو يونيو/يونيه يوليو/يوليه أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر
  نوفمبر ديسمبر
ar كانون_الثاني شباط آذار/اذار نيسان أيار/ايار حزيران تموز آب/اب أيلول/ايلول تشرين_الأول/تشرين_الاول
  تشرين_الثاني كانون_الأول/كانون_الاول
ar جانفي فيفري مارس أفريل/افريل ماي جوان جويلية أوت/اوت سبتمبر أكتوبر نوفمبر ديسمبر
ar يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر
fa ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر
ur جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
"""
"""The languages, each with its twelve months, the forms of one month divided by slashes; "_" is a space. Croatian
October is missing: it is Polish November."""
_PERSIAN: Final = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
"""The months of the Persian calendar."""
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]+")
"""Marks over and under Latin, Greek, Cyrillic, Hebrew and Arabic letters; those of Indian scripts are vowels."""


def _bare(text: str) -> str:
    """Return a text in lower case without the marks over and under its letters."""
    text = text.lower()
    return text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", text))


_NUMBERS: Final = MappingProxyType(
    {
        form.replace("_", " "): index % 13
        for index, forms in enumerate(_bare(_NAMES).split())
        if index % 13
        for form in forms.split("/")
    }
)
_PERSIAN_NUMBERS: Final = MappingProxyType({name: month for month, name in enumerate(_bare(_PERSIAN).split(), 1)})
_ALSO_WORDS: Final = frozenset(
    _bare(
        "mac des dis avg noi bal jula juna julija junija aprila augusta marta marti maja лист лип бер вер трав серп "
        "груд می مه ماي آب مهر دی تیر मे मई"
    ).split()
)
"""Months that are more often a name or another word where no day and year stand beside them."""


def month_number(word: str, *, dotted_day: bool = False) -> int | None:
    """Return the month (1 to 12) that a word names; None if it names none.

    `dotted_day` says that a dot follows the day's number, as in Croatian, where "listopada" is October; in Polish,
    which has no dot there, it is November.

    >>> month_number("März"), month_number("нояб"), month_number("listopada", dotted_day=True)
    (3, 11, 10)
    """
    bare = _bare(word)
    if dotted_day and bare == "listopada":
        return 10
    return _NUMBERS.get(bare)


def persian_month(word: str) -> int | None:
    """Return the month of the Persian calendar (1 to 12) that a word names; None if it names none."""
    return _PERSIAN_NUMBERS.get(_bare(word))


def names_month(word: str) -> bool:
    """Return whether a word is a month's name even where no day stands beside it: "März" is, "Marta" is a person's.

    >>> names_month("März"), names_month("Marta")
    (True, False)
    """
    bare = _bare(word)
    return bare in _NUMBERS and bare not in _ALSO_WORDS
