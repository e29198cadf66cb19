"""Labels of a page's controls that stand within texts: of players, galleries, code boxes, page numbers, edit links.

A line goes in; whether it is nothing but such a label comes out.
"""

from __future__ import annotations

import re
from typing import Final

MAX_LABEL_CHARS: Final = 60
"""Characters of the longest line that is looked at."""

_LABELS_TEXT: Final = (
    # Code boxes.
    "copied|copied!|copy|copy code|copy to clipboard|copy snippet|code copied|copied to clipboard|"
    "enter fullscreen mode|exit fullscreen mode|toggle word wrap|expand code|view raw|show line numbers|"
    "open in playground|run code|kopiert|code kopieren|in die zwischenablage kopieren|copié|copier|"
    "copier le code|copiado|copiar código|copiar|copiato|copia codice|gekopieerd|kopieer code|kopierad|"
    "kopiera kod|kopieret|kopioitu|skopiowano|kopiuj kod|zkopírováno|másolva|copiat|скопировано|"
    "копировать код|скопійовано|kopyalandı|kodu kopyala|تم النسخ|コピーしました|コードをコピー|已复制|"
    "复制代码|복사됨|코드 복사|"
    # Quotations to be shared.
    "click to tweet|tweet this|tweet this quote|share this quote|click to share|click to post|post this|"
    "zum twittern klicken|cliquez pour tweeter|haz clic para tuitear|clicca per twittare|"
    # Players.
    "play|pause|mute|unmute|play video|play audio|watch video|play now|loading video|video player is loading|"
    "loading|loading...|loading…|current time|duration|remaining time|playback rate|playback speed|"
    "fullscreen|full screen|seek to live|captions off|subtitles off|stream type live|this is a modal window|"
    "the media could not be loaded|audio player|video player|your browser does not support the audio element|"
    "your browser does not support the video tag|listen to this article|listen to article|"
    "listen to this story|artikel anhören|beitrag anhören|artikel vorlesen|écouter cet article|"
    "écouter l'article|escuchar este artículo|escuchar artículo|ascolta l'articolo|ascolta questo articolo|"
    "luister naar dit artikel|lyssna på artikeln|posłuchaj artykułu|прослушать статью|слушать статью|"
    "ouvir artigo|ouça este artigo|音声で聞く|收听|기사 듣기|video abspielen|lire la vidéo|reproducir vídeo|"
    "wird geladen|chargement|cargando|caricamento|laden|carregando|laddar|ładowanie|načítání|betöltés|"
    "загрузка|завантаження|yükleniyor|読み込み中|加载中|載入中|로딩중|"
    # Pictures and galleries.
    "open gallery|view gallery|open image gallery|open image in gallery|show gallery|see gallery|"
    "close gallery|launch gallery|view photos|see all photos|view slideshow|view full size|"
    "view full-size image|view larger image|enlarge image|enlarge|click to enlarge|tap to enlarge|"
    "expand image|zoom image|hide caption|toggle caption|show caption|view image in fullscreen|"
    "open in fullscreen|image in fullscreen|galerie öffnen|zur galerie|bildergalerie öffnen|"
    "bilderstrecke öffnen|bild vergrößern|vollbild|zur bildergalerie|ouvrir la galerie|voir la galerie|"
    "agrandir l'image|agrandir|abrir galería|ver galería|ampliar|ampliar imagen|apri galleria|ingrandisci|"
    "abrir galeria|ampliar imagem|open galerij|bekijk galerij|vergroten|öppna galleri|öppna bildspel|"
    "åbn galleri|åpne galleri|avaa galleria|otwórz galerię|zobacz galerię|powiększ|otevřít galerii|zvětšit|"
    "galéria|открыть галерею|смотреть галерею|увеличить|відкрити галерею|galeriyi aç|افتح المعرض|画像を拡大|"
    "ギャラリーを開く|拡大する|查看大图|打开图库|点击放大|사진 크게보기|이미지 확대|갤러리 열기|"
    # Ways back and on.
    "back to overview|back to top|back to the top|return to top|back to list|back to index|back to article|"
    "back to all articles|back to news|back to blog|jump to top|scroll to top|top of page|skip advertisement|"
    "zurück zur übersicht|zur übersicht|nach oben|zum seitenanfang|retour à la liste|retour au sommaire|"
    "retour en haut|haut de page|volver arriba|volver al listado|volver al índice|subir|torna su|"
    "torna all'elenco|torna indietro|torna all'inizio|voltar ao topo|voltar à lista|voltar|"
    "terug naar overzicht|terug naar boven|naar boven|tillbaka till översikten|till toppen|"
    "tilbage til oversigten|til toppen|tilbake til oversikten|takaisin ylös|powrót do listy|powrót do góry|"
    "do góry|wróć do listy|zpět na přehled|zpět na seznam|zpět nahoru|vissza a tetejére|vissza a listához|"
    "înapoi la listă|înapoi sus|вернуться к списку|назад к списку|наверх|вернуться наверх|к списку|нагору|"
    "назад до списку|върни се горе|επιστροφή στην κορυφή|başa dön|listeye dön|العودة إلى الأعلى|"
    "العودة إلى القائمة|بازگشت به بالا|חזרה למעלה|वापस ऊपर|kembali ke atas|về đầu trang|一覧に戻る|"
    "一覧へ戻る|トップへ戻る|ページトップへ|返回列表|返回顶部|回到顶部|返回頂部|목록으로|목록|맨 위로|"
    "กลับด้านบน|"
    # Advertisements.
    "scroll to continue|scroll to continue reading|scroll to continue with content|scroll for more|"
    "continue reading|story continues|keep scrolling|zum weiterlesen scrollen|weiterlesen nach der anzeige|"
    "faites défiler pour continuer|desplázate para continuar|scorri per continuare|"
    # Wikis.
    "edit|edit source|edit section|view source|bearbeiten|quelltext bearbeiten|modifier|modifier le code|"
    "modifier le wikicode|editar|editar código|editar a fonte|editar datos en wikidata|modifica|"
    "modifica wikitesto|bewerken|brontekst bewerken|redigera|redigera wikitext|rediger|rediger kilde|"
    "rediger kildetekst|muokkaa|muokkaa wikitekstiä|edytuj|edytuj kod|editovat|editovat zdroj|upraviť|"
    "upraviť zdroj|szerkesztés|forrás szerkesztése|forrásszöveg szerkesztése|modificare|modificare sursă|"
    "uredi|uredi kod|uredi kôd|править|править код|редактировать|редагувати|редагувати код|редактиране|"
    "редактиране на кода|επεξεργασία|επεξεργασία κώδικα|değiştir|kaynağı değiştir|تعديل|عدل|عدل المصدر|"
    "ویرایش|ویرایش مبدأ|עריכה|עריכת קוד מקור|संपादित करें|स्रोत संपादित करें|sunting|sunting sumber|sửa|"
    "sửa đổi|sửa mã nguồn|編集|ソースを編集|编辑|編輯|编辑源代码|編輯原始碼|원본 편집|편집|แก้ไข|"
    "แก้ไขต้นฉบับ|izmeni|muuda|muuda lähteteksti|keisti|labot"
)
_LABELS: Final = frozenset(_LABELS_TEXT.split("|"))
"""Labels in lower case, without signs around them."""

_EDGES: Final = " \t\xa0.:!?[](){}<>«»‹›|·•*↑↓←→▲▼▶►▷⏸⏵✓✔✕×+-–—/\"'"
_DIVIDERS = re.compile(r" ?[·•|/–—] ?")
_CLOCK: Final = r"(?:\d{1,2}:)?\d{1,2}:\d\d"
_DIGIT = re.compile(r"\d")
_SIGNS = re.compile(
    rf"(?:-?{_CLOCK}\s?/\s?-?{_CLOCK}|-?0{{1,2}}:00(?::00)?|\d(?:\.\d{{1,2}})?x"
    r"|(?:page|seite|página|pagina|strona|strana|sivu|sida|side|oldal|pagină|страница|сторінка|σελίδα|sayfa|halaman|trang)"
    r" \d{1,3}(?:(?: (?:of|von|sur|de|di|van|av|af|z|ze|din|из|з|από|dari)|\s?/) \d{1,3})?"
    r"|(?:image|photo|picture|slide|bild|foto|immagine|imagen|imagem|afbeelding|zdjęcie|фото) \d{1,3}"
    r"(?: (?:of|von|sur|de|di|van|av|z|из) |\s?/\s?)\d{1,3}|第\s?\d{1,3}\s?(?:页|頁|ページ)"
    r"|\d{1,3}\s?/\s?\d{1,3}\s?(?:页|頁|ページ))"
)
"""Times of a player, page numbers, numbers of pictures."""


def is_label(text: str) -> bool:
    """Tell whether a line is a label of a control, or several with signs between.

    >>> is_label("Copied!"), is_label("0:00 / 3:45"), is_label("Play it again")
    (True, True, False)
    """
    if len(text) > MAX_LABEL_CHARS:
        return False
    line = text.lower().strip(_EDGES).replace("’", "'")
    if line in _LABELS:
        return True
    if _DIGIT.search(text) and _SIGNS.fullmatch(text.lower().strip(" .:()[]")):
        return True
    pieces = label_pieces(line)
    return len(pieces) > 1 and all(piece in _LABELS for piece in pieces)


def label_pieces(line: str) -> list[str]:
    """Return the pieces of a line between dots, bars and slashes."""
    return [piece for piece in _DIVIDERS.split(line) if piece] if _DIVIDERS.search(line) else [line]
