import { STYLE } from '../style.js';

/** What the page of an assessment needs beside the style of all reports. */
export const ASSESS_STYLE = `${STYLE}
:root{color-scheme:only light;--who:#d9e6f7;--when:#dff0e3;--what:#fbe3d8;--data:#ece2f6;--text:#fbf0cf;--other:#e8eaee}
main{max-width:1240px}h1,h3,p,li,dd{overflow-wrap:anywhere}
h3{font-size:15px;margin:22px 0 8px}h3 .soft{font-weight:400;font-size:13px}
.scroll{position:relative}th .soft{font-weight:400}table.scope th:first-child{min-width:150px}table.scope td:nth-child(2){white-space:nowrap}a{color:#1f5a96}caption{text-align:left;font-size:13px;color:var(--soft);padding:4px 8px}
.aloud{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th[scope=row]{color:var(--ink);font-size:14px;border-bottom:1px solid var(--line);padding:7px 8px;vertical-align:top}
th[scope=row] p,td p{margin:2px 0 0;font-weight:400}
span.n{display:block}tbody tr:last-child th{border-bottom:0}
.summary{display:grid;grid-template-columns:auto 1fr;gap:5px 16px;margin:0}.summary dt{font-weight:600}.summary dd{margin:0}
.contents{display:flex;flex-wrap:wrap;gap:4px 18px;margin:14px 0 0;padding:0;list-style:none;font-size:14px}
.tag.plain{background:#eef1f5;color:#46505e;font-weight:500}.tag.quiet{background:#eef1f5;color:#46505e}.tag.phi{background:#f3e6f5;color:#6b2a77}
.zero{color:#646d79}
.banner{border:2px solid var(--bad);background:var(--badwash);color:var(--bad);border-radius:10px;padding:12px 18px;margin:16px 0 0;font-weight:600;print-color-adjust:exact;-webkit-print-color-adjust:exact}
table.narrow{max-width:620px}table.narrow th[scope=row]{font-weight:500}tr.total th,tr.total td{border-top:2px solid var(--line);font-weight:700}
table.findings th{width:30%}table.findings td:nth-child(3){width:27%}.places li{margin:0 0 5px}
table.tables{table-layout:fixed}table.tables thead th{width:12%}table.tables thead th:first-child{width:36%}table.tables thead th.n{width:8%}tr.group th{background:var(--wash);font-size:14px;color:var(--ink);padding:8px;print-color-adjust:exact;-webkit-print-color-adjust:exact}table.tables th{overflow-wrap:anywhere}
.spark{font-size:13px;color:var(--soft)}.spark svg{display:block;max-width:100%;fill:var(--delivered)}
.names code{margin-right:8px;white-space:nowrap}
article{border-top:1px solid var(--line);padding-top:2px;margin-top:16px}article h3{margin-top:14px}
table.columns th:first-child{width:17%}table.columns th:nth-child(2){width:15%}table.columns td:last-child{overflow-wrap:anywhere}
dl.notes dt{font-weight:600;margin-top:10px}dl.notes dd{margin:2px 0 0}
.core{display:block;width:100%;height:auto;margin:0 auto}
.core rect{fill:#fff;stroke:#9aa5b1}.core .head{stroke:none;fill:var(--other)}.core text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--ink)}
.core .name{font-size:12.5px;font-weight:700}.core .line{font-size:11px;fill:#3d4754}
.f-who .head,i.f-who{fill:var(--who)!important;background:var(--who)}.f-when .head,i.f-when{fill:var(--when)!important;background:var(--when)}.f-what .head,i.f-what{fill:var(--what)!important;background:var(--what)}
.f-data .head,i.f-data{fill:var(--data)!important;background:var(--data)}.f-text .head,i.f-text{fill:var(--text)!important;background:var(--text)}i.f-other{background:var(--other)}
path.join{fill:none;stroke:#5b6675;stroke-width:1.4}path.join.found{stroke-dasharray:5 3}path.foot{fill:none;stroke:#5b6675;stroke-width:1.4}
svg.sample{width:28px;height:8px;margin-right:6px}
@media screen and (max-width:720px){.summary{grid-template-columns:1fr}.summary dd{margin:0 0 8px}.scroll table.narrow,.scroll table.findings{min-width:0}
table.findings thead{display:none}table.findings tr{display:block;padding:10px 0;border-bottom:1px solid var(--line)}table.findings th[scope=row],table.findings td{display:block;width:auto!important;border:0;padding:2px 0}table.findings td p{display:inline;margin-left:6px}}
@media print{@page{margin:12mm}.figures{grid-template-columns:repeat(6,1fr);gap:6px}.figures li{padding:8px 10px}.figures b{font-size:16px}section{padding:14px 12px}.contents{display:none}.core,.spark svg,.tag{print-color-adjust:exact;-webkit-print-color-adjust:exact}details::details-content{content-visibility:visible;block-size:auto}a{color:inherit;text-decoration:none}article h3,h3,h2,thead,tr.group,.lead{break-after:avoid}tr{break-inside:avoid}#core{break-before:page}svg.core{min-width:0!important;max-height:240mm}table{font-size:9.5pt}.scroll table{min-width:0!important}code{font-size:8.5pt;white-space:normal!important}}
`.trim();
