"""Invented news in the languages of the sources, and the encodings their pages come in."""

TEXTS = {
    "de": "Die Häfen der Region melden für das dritte Quartal ein überraschend kräftiges Wachstum. Nach Angaben der "
          "Behörde stieg der Umschlag um fünf Prozent auf 12,3 Millionen Tonnen – größer war der Zuwachs zuletzt vor "
          "drei Jahren. „Wir können zufrieden sein“, sagte die Präsidentin.",
    "fr": "Les ports de la région ont annoncé une hausse inespérée de leur activité. D’après l’autorité, le trafic "
          "s’est élevé à 12,3 millions de tonnes – un niveau jamais vu depuis trois années. « Nous sommes très "
          "satisfaits », a déclaré la présidente, citée à l’issue du conseil.",
    "es": "Los puertos de la región registraron un crecimiento inesperado en el tercer trimestre. Según la "
          "autoridad, el tráfico aumentó un cinco por ciento. «Estamos muy contentos», señaló la presidenta. ¿Cuánto "
          "durará? El próximo año habrá más inversión pública.",
    "pt": "Os portos da região registraram um crescimento inesperado no terceiro trimestre. Segundo a autoridade, a "
          "movimentação aumentou cinco por cento. “Estamos satisfeitos com a situação”, disse a presidente. A "
          "previsão é de que não haja novas operações até março.",
    "pl": "Porty w regionie odnotowały w trzecim kwartale nieoczekiwany wzrost. Według władz przeładunki zwiększyły "
          "się o pięć procent, do 12,3 mln ton. „Jesteśmy zadowoleni” – powiedziała prezes zarządu. Spółka "
          "zapowiedziała też wypłatę wyższej dywidendy już w przyszłym roku.",
    "cs": "Přístavy v regionu zaznamenaly ve třetím čtvrtletí nečekaný růst. Podle úřadu se překládka zvýšila o pět "
          "procent na 12,3 milionu tun. „Jsme spokojeni,“ řekla předsedkyně. Společnost zároveň oznámila, že příští "
          "rok vyplatí vyšší dividendu.",
    "hu": "A térség kikötői váratlan növekedésről számoltak be a harmadik negyedévben. A hatóság szerint a forgalom "
          "öt százalékkal nőtt. „Elégedettek vagyunk” – mondta az elnök. A társaság jövőre magasabb osztalékot fizet "
          "a részvényeseknek.",
    "ru": "Порты региона сообщили о неожиданном росте в третьем квартале. По данным ведомства, перевалка увеличилась "
          "на пять процентов, до 12,3 млн тонн. «Мы довольны результатом», — сказала председатель. Компания также "
          "объявила о выплате дивидендов.",
    "ja": "地域の港は第3四半期に予想を上回る伸びを記録した。当局によると、取扱量は5％増の1230万トンとなり、3年ぶりの"
          "高水準だった。「結果には満足している」と社長は述べた。同社は来年の配当を引き上げる方針だ。",
    "ko": "지역 항만은 3분기에 예상 밖의 성장을 기록했다. 당국에 따르면 물동량은 5% 늘어난 1230만 톤으로 3년 만에 "
          "가장 높은 수준이었다. 사장은 “결과에 만족한다”고 말했다. 회사는 내년 배당을 늘릴 계획이라고 밝혔다.",
    "zh": "云州港口前三季度的吞吐量同比增长5%，达到1230万吨，为三年来最高水平。公司董事长表示，对这一结果感到满意，"
          "明年将提高分红比例。市场人士认为，外贸回暖是主要原因，但海运价格仍有不确定性。",
    "zht": "雲州港口前三季的吞吐量比去年同期成長5%，達到1230萬噸，為三年來最高水準。公司董事長表示，"
           "對這個結果感到滿意，明年將提高股利。市場人士認為，外貿回溫是主要原因，但海運價格仍有不確定性。",
    "en": "The region’s harbours reported unexpected growth in the third quarter. Volumes rose 5% to 12.3 million "
          "tonnes, the authority said – the highest level in three years. “We are pleased with the result,” the "
          "chairwoman said. The company will raise its dividend to £1.20.",
    "it": "I porti della regione hanno registrato una crescita inattesa. È il livello più alto degli ultimi tre "
          "anni, ha detto l’autorità. «Siamo soddisfatti», ha dichiarato la presidente; la società aumenterà il "
          "dividendo perché l’attività è solida.",
    "sv": "Hamnarna i regionen redovisade en oväntad tillväxt under tredje kvartalet. Enligt myndigheten ökade "
          "volymerna med fem procent – den högsta nivån på tre år. ”Vi är nöjda”, säger ordföranden. Bolaget höjer "
          "utdelningen nästa år.",
}  # fmt: skip
ENCODINGS = {
    "de": ("cp1252",),
    "fr": ("cp1252",),
    "es": ("cp1252",),
    "pt": ("cp1252",),
    "it": ("cp1252",),
    "sv": ("cp1252",),
    "en": ("cp1252",),
    "pl": ("cp1250", "iso8859_2"),
    "cs": ("cp1250", "iso8859_2"),
    "hu": ("cp1250", "iso8859_2"),
    "ru": ("cp1251", "koi8_r"),
    "ja": ("cp932", "euc_jp"),
    "ko": ("euc_kr",),
    "zh": ("gb18030",),
    "zht": ("big5",),
}
