// The style sheet of the page: one column that fits a telephone, a list of contents at the side where there is
// room, light and dark by the reader's own setting, and a print form with everything unfolded.
import { scoreRules, scoreVariables } from '../drawing/colours.ts'

/** Also what drawings outside a page are coloured by. */
export const lightScheme = `color-scheme:light;--page:#fdfcfa;--panel:#f5f3ee;--text:#1d2733;--muted:#5b6672;--line:#ddd9d0;--strong:#1f5fa8;--loud:#b3261e;--right:#1d6b3f;--rightback:#e3f2e8;--mark:#fff3cf;--plain:#5d7fa3;--track:#efece5;--c0:#1f5fa8;--c1:#c2410c;--c2:#0f7a66;--c3:#7a3fb0;--c4:#8a6d00;${scoreVariables('light')}`
const darkScheme = `color-scheme:dark;--page:#14181d;--panel:#1c2229;--text:#e4e7ea;--muted:#a0abb6;--line:#343d47;--strong:#7fb7f5;--loud:#ff8a80;--right:#86d6a4;--rightback:#183325;--mark:#3a3216;--plain:#7396bb;--track:#232a32;--c0:#5aa2ee;--c1:#f9732b;--c2:#3fc2a6;--c3:#b98af0;--c4:#d9b93a;${scoreVariables('dark')}`

/** How the marks of a drawing look; colours are the scheme's variables. */
export const chartRules = `
.chart text{fill:var(--text)}.chart .tick,.chart .axis{fill:var(--muted)}.chart .number{font-variant-numeric:tabular-nums}
.chart .label,.chart .number{paint-order:stroke;stroke:var(--panel);stroke-width:4px;stroke-linejoin:round}
.chart .grid{stroke:var(--line)}.chart .base{stroke:var(--muted)}
.chart .track{fill:var(--track)}.chart .plain{fill:var(--plain)}.chart .quiet{fill:var(--muted)}.chart .loud{fill:var(--loud)}
.chart path.paper{fill:var(--panel);stroke:var(--text);stroke-width:1.6}
.chart .marker{stroke:var(--text);stroke-width:1.5}.chart .marker.paper{stroke-dasharray:4 3}
.chart .range{stroke:var(--plain);stroke-width:3}.chart .range.loud{stroke:var(--loud)}.chart .range.quiet{stroke:var(--muted);stroke-dasharray:3 3}
.chart .ring{fill:none;stroke:var(--line)}.chart .small{font-size:11px}.chart .line{fill:none;stroke-width:2}
.chart .lpaper{stroke:var(--text);stroke-width:1.5;stroke-dasharray:4 3}
${[0, 1, 2, 3, 4].map((index) => `.chart .l${index}{stroke:var(--c${index})}.chart .m${index}{fill:var(--c${index})}`).join('')}`

const base = `
*{box-sizing:border-box}
html{scroll-padding-top:3.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;overflow-wrap:break-word}
a{color:var(--strong)}
h1,h2,h3,h4{line-height:1.2;text-wrap:balance}
h1{font-size:clamp(1.7rem,5vw,2.5rem);margin:.1em 0 .3em;overflow-wrap:anywhere}
h2{font-size:1.5rem;margin:2.2rem 0 .7rem;padding-top:1.1rem;border-top:1px solid var(--line)}
h3{font-size:1.1rem;margin:2rem 0 .4rem}
h4{font-size:.82rem;margin:1.4rem 0 .4rem;letter-spacing:.04em;text-transform:uppercase;color:var(--muted)}
p{margin:.5em 0;max-width:70ch}
.muted{color:var(--muted)}
.eyebrow{font-size:.82rem;letter-spacing:.08em;text-transform:uppercase;color:var(--muted);margin:0}
.lead{font-size:1.12rem;max-width:82ch}
.advice{font-weight:600}
header,main,footer{max-width:78rem;margin:0 auto;padding:0 1rem}
header{padding-top:2rem}
.spectrum{height:5px;border-radius:3px;margin:0 0 1.4rem;background:linear-gradient(90deg,var(--s0),var(--s3),var(--s5),var(--s7),var(--s10))}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.2rem,1fr));gap:.6rem;margin:1.3rem 0;padding:0;list-style:none}
.tiles li{background:var(--panel);border-radius:8px;padding:.7rem .9rem;color:var(--muted);font-size:.88rem}
.tiles b{display:block;font-size:1.6rem;line-height:1.2;color:var(--text);font-variant-numeric:tabular-nums}
.floor{border-left:4px solid var(--strong);padding:.15rem 0 .15rem 1rem;margin:1.2rem 0}
.floor{columns:26rem 2;column-gap:3rem}.floor p{break-inside:avoid;margin:0;padding:.3em 0}
.failed{border-left:4px solid var(--loud);padding:.15rem 0 .15rem 1rem;margin:1.2rem 0}
.failed b{color:var(--loud)}
nav{position:sticky;top:0;z-index:3;background:var(--page);border-bottom:1px solid var(--line);margin-top:1.5rem}
nav ul{display:flex;gap:1.2rem;max-width:78rem;margin:0 auto;padding:.6rem 1rem;list-style:none;overflow-x:auto;white-space:nowrap;font-size:.92rem;scrollbar-width:none}
nav a{text-decoration:none;color:var(--muted)}nav a:hover{color:var(--strong);text-decoration:underline}
main>section:first-child h2{border-top:0;margin-top:.6rem}
.figures{columns:22rem 3;column-gap:1.4rem;margin:1rem 0}
.figures:has(>:only-child){columns:auto;max-width:30rem}
figure{break-inside:avoid;margin:0 0 1.4rem;padding:1rem;background:var(--panel);border-radius:10px}
figure h3{margin:0 0 .5rem;font-size:1rem}
figure h3 span{font-weight:400;color:var(--muted)}
figcaption{font-size:.88rem;color:var(--muted);margin-top:.3rem}
.chart{display:block;width:100%;height:auto;max-width:34rem;font:13px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
${chartRules}
.scroll{overflow-x:auto;max-width:100%;border:1px solid var(--line);border-radius:8px;margin:.7rem 0;width:fit-content;position:relative}
.scroll:focus-visible{outline:2px solid var(--strong)}
table{border-collapse:separate;border-spacing:0;font-size:.88rem;font-variant-numeric:tabular-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.34rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{font-weight:600;vertical-align:bottom;background:var(--panel);min-width:5.4rem;max-width:13rem}
thead th.group{text-align:center;color:var(--muted);font-weight:400;border-left:1px solid var(--line)}
tbody tr:last-child>*{border-bottom:0}
.n{text-align:right;white-space:nowrap}thead .n{white-space:normal}
tbody th{font-weight:400;background:var(--page);min-width:min(12.6rem,34vw)}
tr>:first-child{position:sticky;left:0;z-index:1;max-width:min(18rem,42vw)}
tr.head>*{font-weight:600;background:var(--panel);color:var(--muted)}
tr.head th{white-space:nowrap;overflow:visible}
.columns{columns:26rem 2;column-gap:3rem}.columns p{break-inside:avoid}.columns p:first-child{margin-top:0}
.tables{display:flex;flex-wrap:wrap;gap:0 3rem;align-items:flex-start}.tables>div{max-width:100%;min-width:0}.tables>div>p{max-width:52ch}
tr.total>*{font-weight:600}
td{max-width:34rem;min-width:3.2rem}td.long{min-width:18rem}
.loudcell{font-weight:700;color:var(--loud)}.quietcell{color:var(--muted)}
.notes{font-size:.86rem;color:var(--muted);padding-left:0;list-style:none;max-width:80ch}
details.numbers{margin-top:.5rem;font-size:.88rem}summary{cursor:pointer}
details.task{border:1px solid var(--line);border-radius:10px;margin:.8rem 0;background:var(--page)}
details.task>summary{padding:.8rem 1rem;background:var(--panel);border-radius:10px}
details.task[open]>summary{border-radius:10px 10px 0 0;border-bottom:1px solid var(--line)}
summary b{margin-right:.5rem}
.gauge{display:inline-block;width:.72em;height:.72em;border-radius:50%;margin-right:.45em}
.body{padding:.2rem 1rem 1rem}
.hostile{unicode-bidi:isolate;white-space:pre-wrap}
ol.turns{list-style:none;margin:0;padding:0}
ol.turns>li{padding:.4rem .7rem;border-left:3px solid var(--line);margin:.25rem 0}
ol.turns>li.cited{border-left-color:var(--strong);background:var(--panel)}
ol.turns .who{font-weight:600;font-size:.88rem;color:var(--muted)}
.tag{font-size:.76rem;border:1px solid currentColor;border-radius:4px;padding:0 .35em;margin-left:.4em;color:var(--strong);white-space:nowrap}
.question{font-size:1.06rem;font-weight:600;white-space:pre-wrap}
ul.options{list-style:none;padding:0;margin:.5rem 0}
ul.options li{padding:.4rem .7rem;border:1px solid var(--line);border-radius:8px;margin:.3rem 0}
ul.options li.gold{background:var(--rightback);border-color:var(--right)}
ul.options .verdict{color:var(--right);font-weight:600;margin-left:.5em;white-space:nowrap}
ol.turns img{display:block;max-width:100%;height:auto;border-radius:6px;background:#fff;margin:.4rem 0}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.15rem 1rem;margin:.4rem 0;font-size:.9rem}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
footer{padding:2rem 1rem 3rem;color:var(--muted);font-size:.88rem}
@media (max-width:30rem){body{font-size:15px}.chart{font-size:13.5px}.figures{columns:1}figure{padding:.8rem .6rem}dl{grid-template-columns:minmax(0,1fr)}dd{margin-bottom:.4rem}.body{padding:.2rem .7rem .8rem}th,td{padding:.34rem .5rem}}
@media print{body{font-size:10pt}nav{display:none}.scroll{overflow:visible;border:0;width:auto}table{font-size:7pt}th,td{padding:1pt 3pt}thead th{min-width:0}td{min-width:0}tr>:first-child{position:static}details.numbers{display:none}details.task::details-content{content-visibility:visible;height:auto}figure,ul.options li,tr{break-inside:avoid}h2,h3,h4{break-after:avoid}.figures{columns:2}}
`

export const styleSheet = `:root{${lightScheme}}
@media (prefers-color-scheme:dark){:root{${darkScheme}}}
@media print{:root{${lightScheme}}}
${base}${scoreRules()}`
