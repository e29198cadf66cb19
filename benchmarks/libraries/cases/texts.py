"""Texts written for the comparisons, in languages that the corpora lack."""

from __future__ import annotations

# ruff: noqa: E501 - a language stands on one line.
from typing import Final

WRITTEN_TEXTS: Final = """
af|Die uile van die ou bos jag snags muise en slaap bedags in die hol eikebome.|Sy het gister by die rivier gesit en gewag dat die reën ophou, maar dit het nie.
az|Qoca meşənin bayquşları gecələr siçan ovlayır, gündüzlər isə ağacların koğuşunda yatır.|Dünən o, çayın kənarında oturub yağışın dayanmasını gözlədi.
be|Совы старога лесу ноччу палююць на мышэй, а ўдзень спяць у дуплах дубоў.|Учора яна сядзела каля ракі і чакала, пакуль скончыцца дождж.
bg|Совите от старата гора ловуват мишки през нощта и спят през деня в хралупите на дъбовете.|Вчера тя седеше край реката и чакаше дъждът да спре.
bn|পুরনো বনের পেঁচারা রাতে ইঁদুর শিকার করে আর দিনে গাছের কোটরে ঘুমায়।|গতকাল সে নদীর ধারে বসে বৃষ্টি থামার অপেক্ষা করছিল।
ca|Els mussols del bosc vell cacen ratolins de nit i dormen de dia als forats dels roures.|Ahir ella seia vora el riu i esperava que la pluja s'aturés.
da|Uglerne i den gamle skov jager mus om natten og sover om dagen i de hule ege.|I går sad hun ved åen og ventede på, at det holdt op med at regne.
eo|La strigoj de la malnova arbaro ĉasas musojn nokte kaj dormas tage en la kavaj kverkoj.|Hieraŭ ŝi sidis ĉe la rivero kaj atendis, ke la pluvo ĉesu.
et|Vana metsa öökullid jahivad öösel hiiri ja magavad päeval tammede õõnsustes.|Eile istus ta jõe ääres ja ootas, kuni vihm järele jääb.
eu|Baso zaharreko hontzek gauez saguak ehizatzen dituzte eta egunez haritzen zuloetan lo egiten dute.|Atzo ibai ondoan eseri zen euria noiz geldituko zain.
fa|جغدهای جنگل کهن شب‌ها موش شکار می‌کنند و روزها در سوراخ درختان بلوط می‌خوابند.|او دیروز کنار رودخانه نشسته بود و منتظر بود که باران بند بیاید.
fi|Vanhan metsän pöllöt saalistavat öisin hiiriä ja nukkuvat päivisin onttojen tammien koloissa.|Eilen hän istui joen rannalla ja odotti, että sade lakkaisi.
ga|Bíonn ulchabháin na seanchoille ag seilg luch san oíche agus ina gcodladh sa lá.|Inné bhí sí ina suí cois na habhann ag fanacht leis an mbáisteach stopadh.
gl|As curuxas do bosque vello cazan ratos pola noite e dormen polo día nos ocos dos carballos.|Onte ela estaba sentada á beira do río e agardaba a que parase de chover.
he|הינשופים של היער הישן צדים עכברים בלילה וישנים ביום בתוך עצי האלון.|אתמול היא ישבה ליד הנהר וחיכתה שהגשם יפסיק.
hr|Sove stare šume noću love miševe, a danju spavaju u dupljama hrastova.|Jučer je sjedila uz rijeku i čekala da kiša prestane padati.
hu|Az öreg erdő baglyai éjjel egerekre vadásznak, nappal pedig a tölgyek odvában alszanak.|Tegnap a folyó partján ült, és várta, hogy elálljon az eső.
hy|Հին անտառի բվերը գիշերը մկներ են որսում, իսկ ցերեկը քնում են կաղնիների փչակներում։|Երեկ նա նստած էր գետի ափին և սպասում էր, որ անձրևը դադարի։
is|Uglurnar í gamla skóginum veiða mýs á nóttunni og sofa á daginn í holum eikartrjám.|Í gær sat hún við ána og beið eftir því að það hætti að rigna.
ka|ძველი ტყის ბუები ღამით თაგვებზე ნადირობენ, დღისით კი მუხის ფუღუროებში სძინავთ.|გუშინ ის მდინარესთან იჯდა და წვიმის გადაღებას ელოდა.
kk|Ескі орманның жапалақтары түнде тышқан аулап, күндіз еменнің қуысында ұйықтайды.|Кеше ол өзен жағасында отырып, жаңбырдың басылуын күтті.
lt|Senojo miško pelėdos naktį medžioja peles, o dieną miega ąžuolų drevėse.|Vakar ji sėdėjo prie upės ir laukė, kol nustos lyti.
lv|Vecā meža pūces naktī medī peles, bet dienā guļ ozolu dobumos.|Vakar viņa sēdēja pie upes un gaidīja, kad beigsies lietus.
mk|Бувовите од старата шума ноќе ловат глувци, а дење спијат во дупките на дабовите.|Вчера таа седеше крај реката и чекаше дождот да престане.
mr|जुन्या जंगलातील घुबडे रात्री उंदरांची शिकार करतात आणि दिवसा झाडाच्या ढोलीत झोपतात.|काल ती नदीकाठी बसून पाऊस थांबण्याची वाट पाहत होती.
ms|Burung hantu di hutan lama itu memburu tikus pada waktu malam dan tidur pada waktu siang.|Semalam dia duduk di tepi sungai sambil menunggu hujan berhenti kerana payungnya rosak.
nl|De uilen van het oude bos jagen 's nachts op muizen en slapen overdag in de holle eiken.|Gisteren zat ze bij de rivier te wachten tot het ophield met regenen.
pt|As corujas do velho bosque caçam ratos à noite e dormem de dia nos ocos dos carvalhos.|Ontem ela estava sentada junto ao rio, à espera de que a chuva parasse.
ro|Bufnițele din pădurea veche vânează șoareci noaptea și dorm ziua în scorburile stejarilor.|Ieri ea stătea lângă râu și aștepta să se oprească ploaia.
sk|Sovy zo starého lesa v noci lovia myši a cez deň spia v dutinách dubov.|Včera sedela pri rieke a čakala, kým prestane pršať.
sl|Sove iz starega gozda ponoči lovijo miši, podnevi pa spijo v hrastovih duplih.|Včeraj je sedela ob reki in čakala, da bo nehalo deževati.
sq|Bufat e pyllit të vjetër gjuajnë minj natën dhe flenë ditën në zgavrat e lisave.|Dje ajo ishte ulur pranë lumit dhe priste që shiu të pushonte.
sr|Сове старе шуме ноћу лове мишеве, а дању спавају у дупљама храстова.|Јуче је седела поред реке и чекала да киша престане.
sv|Ugglorna i den gamla skogen jagar möss om natten och sover om dagen i de ihåliga ekarna.|I går satt hon vid ån och väntade på att det skulle sluta regna.
ta|பழைய காட்டின் ஆந்தைகள் இரவில் எலிகளை வேட்டையாடி பகலில் மரப்பொந்துகளில் தூங்குகின்றன.|நேற்று அவள் ஆற்றங்கரையில் அமர்ந்து மழை நிற்கக் காத்திருந்தாள்.
tl|Ang mga kuwago sa lumang gubat ay nanghuhuli ng mga daga sa gabi at natutulog sa araw.|Kahapon ay nakaupo siya sa tabi ng ilog at naghihintay na tumigil ang ulan.
tr|Yaşlı ormanın baykuşları geceleri fare avlar, gündüzleri ise meşe kovuklarında uyur.|Dün nehrin kıyısında oturmuş, yağmurun dinmesini bekliyordu.
uk|Сови старого лісу вночі полюють на мишей, а вдень сплять у дуплах дубів.|Учора вона сиділа біля річки й чекала, поки скінчиться дощ.
ur|پرانے جنگل کے الو رات کو چوہوں کا شکار کرتے ہیں اور دن میں درختوں کے کھوکھلوں میں سوتے ہیں۔|کل وہ دریا کے کنارے بیٹھی بارش رکنے کا انتظار کر رہی تھی۔
vi|Những con cú trong khu rừng già săn chuột vào ban đêm và ngủ vào ban ngày.|Hôm qua cô ấy ngồi bên bờ sông và chờ cho mưa tạnh.
cy|Mae tylluanod yr hen goedwig yn hela llygod yn y nos ac yn cysgu yn y dydd.|Ddoe roedd hi'n eistedd wrth yr afon yn aros i'r glaw beidio.
"""
"""A language and two texts in it on each line."""

VIETNAMESE: Final = """
Đàn cú trong khu rừng già thường bay ra khỏi hang khi mặt trời lặn, lặng lẽ tìm chuột và côn trùng giữa những bụi cây.
Người giữ rừng ghi lại từng tiếng kêu vào cuốn sổ nhỏ của bà, rồi sáng hôm sau đọc cho lũ trẻ trong làng nghe.
Sau trận bão mùa đông năm ngoái, nhiều cây sồi lớn đã đổ xuống, nhưng hai cái tổ trên cây cổ thụ bên suối vẫn còn.
Ông thợ mộc ở cuối đường làm những chiếc hộp gỗ cho chim trú mưa, và không lấy của ai một đồng tiền công nào cả.
Mỗi buổi chiều, mẹ tôi nấu một nồi cơm, rang ít lạc, luộc rau muống ngoài vườn, rồi gọi cả nhà ra hiên ngồi ăn cho mát.
Chuyến tàu đêm chạy chậm qua những cánh đồng ngập nước, hành khách ngủ gật bên cửa sổ, chỉ còn người soát vé là thức.
Bà cụ bán chè ở góc chợ nhớ tên từng người khách quen, biết ai thích nhiều đường, ai chỉ ăn đậu xanh với nước cốt dừa.
Lớp học nằm trên ngọn đồi thấp, mái lợp tranh, mùa mưa nước dột xuống bàn, thế mà không học trò nào chịu nghỉ buổi nào.
Chiếc thuyền cũ của chú tôi đã sơn lại màu xanh, đáy thuyền trét thêm nhựa, nhưng máy nổ thì vẫn ho khù khụ như ông già.
Họ đo độ sâu của hồ bằng một sợi dây thừng buộc đá, thả xuống từ từ, đếm từng nút thắt, rồi ghi vào tấm bản đồ cũ kỹ.
Trời vừa sáng, những người phụ nữ gánh hoa đã đi qua cầu, tiếng cười nói vọng xuống mặt sông còn phủ một lớp sương mỏng.
Cuốn sách ấy kể về một con mèo lười biếng sống trên tháp đồng hồ, ngủ suốt ngày và chỉ thức dậy khi chuông điểm nửa đêm.
"""
"""Sentences in the one language with a legacy encoding on the web that our detector has no letters of."""
