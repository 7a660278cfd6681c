import type { BranchFailureReason } from '../../shared/contract/branch-process.ts';
import type { BranchProcessState } from './branch-supervisor.ts';

/** One sentence in both languages, Arabic first. */
export interface Bilingual {
  readonly ar: string;
  readonly en: string;
}

/** What the window shows while the branch server does not serve, in both languages; without scripts. */
export function statusPage(state: BranchProcessState): string {
  const { ar, en } = statusWords(state);
  const detail = state.kind === 'restarting' ? state.detail : '';
  const page = `<!doctype html><html lang="ar"><meta charset="utf-8"><title>Wasla</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
  body { display: grid; place-content: center; justify-items: center; gap: 24px; min-height: 100vh; margin: 0; text-align: center; }
  p { margin: 0; max-width: 32em; font-size: 28px; line-height: 1.6; } small { max-width: 60em; font-size: 14px; opacity: 0.7; }
</style>
<body role="status"><p lang="ar" dir="rtl">${ar}</p><p lang="en" dir="ltr">${en}</p>
<small dir="ltr">${escaped(detail)}</small></body></html>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(page)}`;
}

function statusWords(state: BranchProcessState): Bilingual {
  return state.kind === 'restarting'
    ? failureWords[state.reason]
    : { ar: 'يجري تشغيل الكاشير…', en: 'The till is starting…' };
}

/** Says what is wrong and what a person can do; the branch server is tried again in any case. */
const failureWords: Readonly<Record<BranchFailureReason, Bilingual>> = {
  port_taken: {
    ar: 'برنامج آخر على هذا الجهاز يشغل المنفذ الذي تحتاجه وصلة. أغلقه أو أعد تشغيل الجهاز.',
    en: 'Another program on this computer uses the port that Wasla needs. Close it, or restart the computer.',
  },
  data_in_use: {
    ar: 'وصلة تعمل على هذا الجهاز بالفعل، ربما لدى مستخدم آخر. أغلق النسخة الأخرى.',
    en: 'Wasla is already running on this computer, perhaps for another user. Close the other one.',
  },
  data_newer: {
    ar: 'بيانات هذا الفرع كتبها إصدار أحدث من وصلة. ثبّت أحدث إصدار.',
    en: "A newer version of Wasla wrote this branch's data. Install the newest version.",
  },
  data_damaged: {
    ar: 'ملف بيانات الفرع متضرر، ولم يُحذف منه شيء. اتصل بالدعم لاستعادته من نسخة احتياطية.',
    en: "The branch's data file is damaged; nothing was deleted. Call support to restore it from a backup.",
  },
  disk_full: {
    ar: 'قرص هذا الجهاز ممتلئ. أفرغ بعض المساحة وسيعمل الكاشير من تلقاء نفسه.',
    en: "This computer's disk is full. Free some space and the till starts by itself.",
  },
  no_access: {
    ar: 'لا تستطيع وصلة الكتابة في مجلد بياناتها. راجع المسؤول عن هذا الجهاز.',
    en: 'Wasla may not write to its data folder. Ask whoever looks after this computer.',
  },
  unknown: {
    ar: 'توقف خادم الفرع ويعاد تشغيله الآن. لم يُفقد أي طلب.',
    en: 'The branch server stopped and is being started again. No order is lost.',
  },
};

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
