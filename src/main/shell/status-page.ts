import type { BranchProcessState } from './branch-supervisor.ts';

/** What the window shows while the branch server does not serve, in both languages; without scripts. */
export function statusPage(state: BranchProcessState): string {
  const { ar, en, detail } = words(state);
  const page = `<!doctype html><html lang="ar"><meta charset="utf-8"><title>Wasla</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
  body { display: grid; place-content: center; gap: 24px; min-height: 100vh; margin: 0; text-align: center; }
  p { margin: 0; font-size: 28px; line-height: 1.6; } small { font-size: 14px; opacity: 0.7; }
</style>
<body role="status"><p lang="ar" dir="rtl">${ar}</p><p lang="en" dir="ltr">${en}</p>
<small dir="ltr">${escaped(detail)}</small></body></html>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(page)}`;
}

function words(state: BranchProcessState): { ar: string; en: string; detail: string } {
  if (state.kind === 'restarting') {
    return {
      ar: 'توقف خادم الفرع ويعاد تشغيله الآن. لم تضع أي طلبات.',
      en: 'The branch server stopped and is being started again. No order is lost.',
      detail: state.lastWords,
    };
  }
  return { ar: 'يجري تشغيل الكاشير…', en: 'The till is starting…', detail: '' };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
