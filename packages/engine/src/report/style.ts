/** The report's one style sheet: no font, image or address from outside, fit for a screen and for paper. */
export const STYLE = `
:root{--ink:#1c2430;--soft:#5b6675;--line:#e2e6eb;--wash:#f6f7f9;--good:#1d7a4c;--goodwash:#e7f4ec;--bad:#b3261e;--badwash:#fbeae9;--hold:#8a5a00;--holdwash:#fdf3df;
--delivered:#2f6fb7;--archived:#8fa3b8;--excluded:#c9b458;--merged:#7a5aa6;--quarantined:#d07a2d;--unaccounted:#b3261e}
*{box-sizing:border-box}
body{margin:0;background:var(--wash);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:1040px;margin:0 auto;padding:32px 24px 64px}
header p{margin:2px 0;color:var(--soft)}
h1{font-size:26px;line-height:1.25;margin:0 0 4px}
h2{font-size:18px;margin:0 0 12px}
section{background:#fff;border:1px solid var(--line);border-radius:10px;padding:20px 22px;margin-top:18px}
.verdict{border-left:6px solid;padding:18px 22px;margin-top:20px}
.verdict h2{font-size:21px;margin:0 0 2px}.verdict p{margin:0}
.verdict.passed{border-left-color:var(--good);background:var(--goodwash)}.verdict.failed{border-left-color:var(--bad);background:var(--badwash)}.verdict.not-run{border-left-color:var(--hold);background:var(--holdwash)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:14px;margin:18px 0 0;padding:0;list-style:none}
.figures li{background:#fff;border:1px solid var(--line);border-radius:10px;padding:12px 16px}
.figures b{display:block;font-size:24px;line-height:1.2;font-variant-numeric:tabular-nums}.figures span{color:var(--soft);font-size:13px}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:14px}
th{font-weight:600;text-align:left;color:var(--soft);font-size:12.5px;border-bottom:1px solid var(--line);padding:6px 8px;vertical-align:bottom}
td{border-bottom:1px solid var(--line);padding:7px 8px;vertical-align:top}
tr:last-child td{border-bottom:0}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.zero{color:#b4bcc6}
code{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.tag{display:inline-block;border-radius:99px;padding:1px 9px;font-size:12.5px;font-weight:600;white-space:nowrap}
.tag.passed{background:var(--goodwash);color:var(--good)}.tag.failed,.tag.error{background:var(--badwash);color:var(--bad)}.tag.not-run,.tag.warning{background:var(--holdwash);color:var(--hold)}.tag.information{background:#e9eef5;color:#35527a}
.bar{display:flex;height:9px;min-width:120px;border-radius:5px;overflow:hidden;background:var(--line);print-color-adjust:exact;-webkit-print-color-adjust:exact}
.bar i{display:block}
.key{display:flex;flex-wrap:wrap;gap:4px 16px;margin:0 0 10px;padding:0;list-style:none;color:var(--soft);font-size:13px}
.key i{display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:6px;vertical-align:-1px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.delivered{background:var(--delivered)}.archived{background:var(--archived)}.excluded{background:var(--excluded)}.merged{background:var(--merged)}.quarantined{background:var(--quarantined)}.unaccounted{background:var(--unaccounted)}
.soft{color:var(--soft)}.small{font-size:13px}p.lead{margin:-4px 0 12px;color:var(--soft)}
details summary{cursor:pointer;color:var(--soft);font-size:13px}
.places{margin:4px 0 0;padding:0;list-style:none}.places li{overflow-wrap:anywhere}
ol.next{margin:0;padding-left:20px}ol.next li{margin:5px 0}
footer{color:var(--soft);font-size:13px;margin-top:22px}
@media (max-width:720px){main{padding:18px 12px}section{padding:16px 12px}.figures{grid-template-columns:1fr 1fr}h1{font-size:22px}.scroll table{min-width:600px}.scroll code{white-space:nowrap}
.stack thead{display:none}.stack tr{display:grid;grid-template-columns:auto 1fr auto;gap:2px 10px;padding:9px 0;border-bottom:1px solid var(--line)}.stack td{border:0;padding:0}.stack td.wide{grid-column:1/-1}}
@media print{.scroll{overflow:visible}body{background:#fff;font-size:11pt}main{max-width:none;padding:0}section,.figures li{border-color:#ccc;break-inside:avoid-page}section.long{break-inside:auto}tr{break-inside:avoid}thead{display:table-header-group}.verdict,.tag{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`.trim();
