import { createHash } from 'node:crypto';

/** The one style sheet of rendered documents: no font, image or address from outside; text at least 4.5:1 on its ground (WCAG 2.2, 1.4.3). */
export const STYLE = `
:root{--ink:#1c2430;--soft:#51606f;--line:#d9dfe6;--wash:#f5f7f9;--link:#1a5fa8;--head:#eef2f6}
*{box-sizing:border-box}
html{scroll-padding-top:12px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--wash);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
a{color:var(--link)}a:focus-visible,[tabindex]:focus-visible,summary:focus-visible{outline:3px solid #f0a020;outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:12px;top:8px;background:#fff;padding:8px 12px;z-index:1}
.page{max-width:1180px;margin:0 auto;padding:28px 24px 56px}
.bare{max-width:860px}
h1{font-size:27px;line-height:1.25;margin:0 0 14px}
h2{font-size:20px;line-height:1.3;margin:0 0 12px}h3{font-size:17.5px;margin:22px 0 8px}h4,h5,h6{font-size:16px;margin:18px 0 6px}
.card,.section{background:#fff;border:1px solid var(--line);border-radius:10px;padding:20px 22px}
.patient{font-size:22px;font-weight:650;line-height:1.3;margin:0 0 10px}
dl.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:12px 22px;margin:0}
dl.facts div{min-width:0}dt{color:var(--soft);font-size:13.5px}dd{margin:0;overflow-wrap:anywhere}dd .line{display:block}
.card dl+dl{border-top:1px solid var(--line);margin-top:16px;padding-top:16px}
.body{margin-top:18px}
nav.contents{background:#fff;border:1px solid var(--line);border-radius:10px;padding:16px 18px;margin-bottom:18px}
nav.contents h2{font-size:15px;margin:0 0 6px;color:var(--soft)}
nav.contents ul{list-style:none;margin:0;padding:0;columns:2 240px;column-gap:24px}nav.contents ul ul{columns:auto;padding-left:16px}
nav.contents li{margin:0;break-inside:avoid}nav.contents a{display:block;padding:3px 0;text-decoration:none;line-height:1.35;font-size:15px}nav.contents a:hover{text-decoration:underline}
.section{margin-bottom:18px}.section .section{border:0;border-radius:0;padding:0;margin:18px 0 0}
.narrative p,.narrative .p,.rich p{margin:0 0 10px}.narrative>:last-child,.rich>:last-child{margin-bottom:0}
.scroll{overflow-x:auto;max-width:100%;margin:0 0 12px}
.scroll:last-child{margin-bottom:0}
table{border-collapse:collapse;width:100%;font-size:15px}
caption,.caption{text-align:left;font-weight:600;padding:0 0 6px}
th,td{border:1px solid var(--line);padding:7px 10px;text-align:left;vertical-align:top;min-width:5em}
th{background:var(--head);font-weight:600}
td table{margin:4px 0}.narrative li>p,.rich li>p{margin-bottom:4px}td p:last-child,td .p:last-child,li p:last-child,li .p:last-child{margin-bottom:0}
ul,ol{margin:0 0 10px;padding-left:24px}li{margin:2px 0}td ul,td ol{margin:0;padding-left:18px}
.bold{font-weight:700}.italics,.emphasis{font-style:italic}.underline{text-decoration:underline}.strike{text-decoration:line-through}.plain{font-weight:400;font-style:normal;text-decoration:none}
.arabic{list-style-type:decimal}.littleroman{list-style-type:lower-roman}.bigroman{list-style-type:upper-roman}.littlealpha{list-style-type:lower-alpha}.bigalpha{list-style-type:upper-alpha}
.xnote{list-style:none;padding-left:0}
.disc{list-style-type:disc}.circle{list-style-type:circle}.square{list-style-type:square}
.lrule{border-left:2px solid #55606c}.rrule{border-right:2px solid #55606c}.toprule{border-top:2px solid #55606c}.botrule{border-bottom:2px solid #55606c}
.left{text-align:left}.center{text-align:center}.right{text-align:right}.justify{text-align:justify}
.kept{white-space:pre-wrap;tab-size:4}.lines{white-space:pre-line}pre,.pre{white-space:pre-wrap;tab-size:8;font:14px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;margin:0 0 10px}
del{color:#8a1f17}del::before{content:"[deleted: "}del::after{content:"]"}ins{text-decoration:underline}ins::before{content:"[inserted: "}ins::after{content:"]"}
.footnote{font-size:14px;color:var(--soft)}.footnote::before{content:"["}.footnote::after{content:"]"}
.said{color:var(--soft);font-size:14.5px;margin:0 0 10px}
img{max-width:100%;height:auto;border:1px solid var(--line)}
figure{margin:0 0 12px}figcaption{color:var(--soft);font-size:14px}
details{border:1px solid var(--line);border-radius:8px;padding:8px 12px;margin:12px 0 0}summary{cursor:pointer;color:var(--link)}details[open] summary{margin-bottom:8px}
.download{display:inline-block;border:1px solid var(--link);border-radius:8px;padding:9px 14px;text-decoration:none;font-weight:600}
:target{background:#fff3cf}
footer{color:var(--soft);font-size:14px;margin-top:18px}
@media (min-width:1000px){.body{display:grid;grid-template-columns:250px minmax(0,1fr);gap:20px;align-items:start}nav.contents{position:sticky;top:14px;max-height:calc(100vh - 28px);overflow-y:auto;margin:0}nav.contents ul{columns:auto}}
@media (max-width:600px){.page{padding:16px 10px 40px}.card,.section,nav.contents{padding:14px 12px}h1{font-size:22px}dl.facts{grid-template-columns:repeat(auto-fill,minmax(140px,1fr));gap:10px 14px}nav.contents ul{columns:auto}th,td{padding:6px 8px}}
@media print{body{background:#fff;font-size:11pt}.page{max-width:none;padding:0}nav.contents,.skip{display:none}.body{display:block}.card,.section{border:0;border-top:1px solid #999;border-radius:0;padding:10px 0}.scroll{overflow:visible}th,td{min-width:0}tr,li,img{break-inside:avoid}thead{display:table-header-group}h2,h3,h4{break-after:avoid}th{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`.trim();

/** The hash by which the page's policy allows this style and no other (CSP Level 3, hash-source). */
export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
