"""What editors put on the clipboard, in the shapes they really use; the texts are invented."""

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!--
 @font-face {font-family:Wingdings;}
 @list l0 {mso-list-id:1;}
 @list l0:level1 {mso-level-number-format:bullet; mso-level-text:\uf0b7;}
 @list l1:level2 {mso-level-number-format:alpha-lower; mso-level-text:"%2\\)";}
--></style></head>
<body lang=CS style='tab-interval:35.4pt'><!--StartFragment-->
<h2>Prevence v\u00a0okolí škol<o:p></o:p></h2>
<p class=MsoNormal style='text-align:justify'><b style='mso-bidi-font-weight:normal'>Informace: </b>lampy
u hřiště <span style='mso-spacerun:yes'>  </span>svítí, „hotovo“ &lt;30.&nbsp;11.&gt;<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>první<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if
!supportLists]><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]><i>vnořená</i><o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>druhá</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>3.<span>&nbsp; </span></span><![endif]>třetí bod</p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level2 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>a)<span>&nbsp; </span></span><![endif]>písmeno</p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>4.<span>&nbsp; </span></span><![endif]>čtvrtý bod</p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
 <tr><td width=300 valign=top><p class=MsoNormal><b>Kdo<o:p></o:p></b></p></td>
 <td width=300 valign=top><p class=MsoNormal><b>Termín<o:p></o:p></b></p></td></tr>
 <tr><td><p class=MsoNormal>Městská policie</p></td><td><p class=MsoNormal>31.&nbsp;1.</p></td></tr>
 <tr><td colspan=2><p class=MsoNormal>OSPOD <span style='font-family:Wingdings;mso-char-type:symbol'>à</span> škola
 <a style='mso-comment-reference:X_1'><span class=MsoCommentReference>[A1]</span></a></p></td></tr>
</table>
<p class=MsoNormal>Zdroj: <a href="https://example.org/zprava">zpráva</a>, plocha 12 m<sup>2</sup></p>
<!--EndFragment--></body></html>"""

WORD_CLEAN = (
    "<h3>Prevence v\u00a0okolí škol</h3>"
    "<p><strong>Informace: </strong>lampy u hřiště svítí, „hotovo“ &lt;30.\u00a011.&gt;</p>"
    "<ul><li>první<ul><li><em>vnořená</em></li></ul></li><li>druhá</li></ul>"
    '<ol start="3"><li>třetí bod<ol type="a"><li>písmeno</li></ol></li><li>čtvrtý bod</li></ol>'
    "<table><thead><tr><th>Kdo</th><th>Termín</th></tr></thead><tbody>"
    "<tr><td>Městská policie</td><td>31.\u00a01.</td></tr>"
    '<tr><td colspan="2">OSPOD → škola</td></tr></tbody></table>'
    "<p>Zdroj: zpráva (https://example.org/zprava), plocha 12 m²</p>"
)

OUTLOOK = """<div class=WordSection1><p class=MsoNormal><span style='color:#1F497D'>Dobrý den,<o:p></o:p></span></p>
<ul style='margin-top:0cm' type=disc><li class=MsoListParagraph style='margin-left:0cm;mso-list:l0 level1 lfo1'>bod
jedna<o:p></o:p></li><ul style='margin-top:0cm' type=circle><li class=MsoListParagraph
style='margin-left:0cm;mso-list:l0 level2 lfo1'>pod bodem<o:p></o:p></li></ul></ul>
<table border=0><tr><td style='padding:0cm'><p class=MsoNormal>S pozdravem<br><br>Odbor
prevence</p></td></tr></table></div>"""

OUTLOOK_CLEAN = (
    "<p>Dobrý den,</p><ul><li>bod jedna<ul><li>pod bodem</li></ul></li></ul><p>S pozdravem</p><p>Odbor prevence</p>"
)

GOOGLE_DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"
style="line-height:1.38;"><span style="font-size:11pt;font-weight:700;white-space:pre-wrap;">Tučně</span><span
style="font-size:11pt;font-weight:400;text-decoration:none"> a </span><span
style="font-style:italic;font-weight:400;text-decoration:underline">kurzíva</span></p><br /><ol><li dir="ltr"
aria-level="1" style="list-style-type:decimal;"><p dir="ltr" role="presentation"><span>jedna</span></p></li><ul><li
dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>vnořená</span></p></li></ul><li aria-level="1"><p
role="presentation"><span>dvě</span></p></li></ol></b>"""

GOOGLE_DOCS_CLEAN = (
    "<p><strong>Tučně</strong> a <em><u>kurzíva</u></em></p>"
    "<ol><li>jedna<ul><li>vnořená</li></ul></li><li>dvě</li></ol>"
)

LIBREOFFICE = """<meta http-equiv="content-type" content="text/html; charset=utf-8"/><style type="text/css">
p { line-height: 115% }</style><p style="line-height: 100%"><font face="Liberation Serif, serif">Text
<b>tučný</b></font></p><ol><li value="1"><p>jedna</p></li><ul><li><p>vnořená</p></li></ul></ol>
<table width="643" cellpadding="4"><col width="313"/><thead><tr><th><p>Obec</p></th><th><p>Počet</p></th></tr></thead>
<tbody><tr><td><p>Lhota</p></td><td sdval="12" sdnum="1029;"><p align="right">12</p></td></tr></tbody></table>"""

LIBREOFFICE_CLEAN = (
    "<p>Text <strong>tučný</strong></p><ol><li>jedna<ul><li>vnořená</li></ul></li></ol>"
    "<table><thead><tr><th>Obec</th><th>Počet</th></tr></thead>"
    "<tbody><tr><td>Lhota</td><td>12</td></tr></tbody></table>"
)

WORD_WEB = """<div class="OutlineElement Ltr"><p class="Paragraph" style="font-weight: normal"><span
class="TextRun"><span class="NormalTextRun">Úvod</span></span><span class="EOP">&nbsp;</span></p></div>
<div class="ListContainerWrapper"><ul class="BulletListStyle1"><li data-leveltext="o" data-aria-level="1"><p
class="Paragraph">jedna</p></li></ul></div><div class="ListContainerWrapper"><ul><li data-aria-level="2"><p>vnořená</p>
</li></ul></div><div class="ListContainerWrapper"><ul><li data-aria-level="1"><p>dvě</p></li></ul></div>"""

WORD_WEB_CLEAN = "<p>Úvod\u00a0</p><ul><li>jedna<ul><li>vnořená</li></ul></li><li>dvě</li></ul>"
