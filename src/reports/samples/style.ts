// What the page of single tasks looks like, besides what it shares with the report.
export const samplesStyle = `
.samples h1{font-size:clamp(1.3rem,4vw,1.8rem)}
.samples header{padding-top:1.2rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--page);padding:.4rem .8rem;z-index:5}
#filters{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,13.5rem),1fr));gap:.6rem 1rem;margin:1rem 0;padding:1rem;background:var(--panel);border-radius:10px}
#filters p{margin:0;min-width:0}#filters label{display:block;font-size:.82rem;color:var(--muted)}
#filters .wide{grid-column:1/-1}
.samples select,.samples input,.samples button{font:inherit;color:inherit;background:var(--page);border:1px solid var(--muted);border-radius:7px;padding:.38rem .6rem;min-height:2.5rem}
.samples select{width:100%;text-overflow:ellipsis}
.search{display:flex;gap:.5rem}.search input{flex:1;min-width:0}
.samples button{cursor:pointer}.samples button:hover{border-color:var(--strong);color:var(--strong)}
.samples :is(a,select,input,button,summary,[tabindex="0"]):focus-visible{outline:3px solid var(--strong);outline-offset:2px}
#results:focus,#task-heading:focus{outline:none}
#status{min-height:1.6em;font-variant-numeric:tabular-nums}
.samples ol.tasks{list-style:none;padding:0;margin:.5rem 0}
ol.tasks li{border-top:1px solid var(--line)}ol.tasks li:last-child{border-bottom:1px solid var(--line)}
ol.tasks a{display:grid;grid-template-columns:minmax(0,1fr) max-content;gap:.1rem 1rem;padding:.6rem .3rem;text-decoration:none;color:inherit}
ol.tasks a:hover{background:var(--panel)}
ol.tasks .what{font-size:.84rem;color:var(--muted)}
ol.tasks .asked{grid-column:1;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;unicode-bidi:isolate;color:var(--text)}
ol.tasks .marks{grid-column:2;grid-row:1/3;align-self:center;text-align:right;font-size:.9rem}
.mark{white-space:nowrap}.mark.right{color:var(--right);font-weight:600}.mark.wrong{color:var(--loud);font-weight:600}.mark.none{color:var(--muted)}
.mark+.mark::before{content:" / ";color:var(--muted);font-weight:400}
.samples nav.pages{position:static;border:0}.task-view>nav.pages:first-child{position:sticky;padding:.4rem 0}
.pages{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin:1rem 0}
.pages a{border:1px solid var(--muted);border-radius:7px;padding:.38rem .8rem;text-decoration:none}
.pages .gone{border:1px solid var(--line);border-radius:7px;padding:.38rem .8rem;color:var(--muted)}
.task-view h2{border-top:0;margin:.6rem 0 .2rem;padding-top:0}
.task-view>p{margin:.2rem 0}
.sheet{display:grid;grid-template-columns:minmax(0,1fr);gap:0 2.4rem}
@media (min-width:68rem){.sheet{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
.sheet h3{font-size:1rem;margin:1.6rem 0 .4rem}
.answers{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:0 1.4rem}
.reply{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate;background:var(--panel);border-radius:8px;padding:.6rem .8rem;max-height:28rem;overflow:auto;font:.86rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;margin:.4rem 0}
ul.options .chosen{margin-left:.5em;font-size:.88rem;color:var(--muted);white-space:nowrap}
.cells{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,9rem),1fr));gap:.6rem;list-style:none;padding:0;margin:.6rem 0}
.cells a{display:block;padding:.5rem .8rem;background:var(--panel);border-radius:8px;text-decoration:none;color:var(--muted);font-size:.88rem}
.cells b{display:block;font-size:1.3rem;color:var(--text);font-variant-numeric:tabular-nums}
.sentences{font-size:.9rem;color:var(--muted);max-width:none}
.sentences p{margin:.15rem 0;max-width:none}
@media (max-width:30rem){#filters{grid-template-columns:repeat(2,minmax(0,1fr));padding:.7rem;gap:.5rem .6rem}.samples select{padding:.3rem .3rem;font-size:.92rem}[data-filter="run"],[data-filter="with"]{grid-column:1/-1}ol.tasks a{grid-template-columns:minmax(0,1fr)}ol.tasks .marks{grid-column:1;grid-row:auto;text-align:left}}
@media print{#filters,.pages,.skip,#status{display:none}.sheet{display:block}.reply{max-height:none}}
`
