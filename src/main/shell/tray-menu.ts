import type { BranchProcessState } from './branch-supervisor.ts';
import { isStuck } from './till-page.ts';

export interface TrayItem {
  readonly label: string;
  /** Undefined for a line that only says something. */
  readonly does?: 'show' | 'quit';
}

/** What the tray says and offers. Who sits at the counter may read either language, so each line has both. */
export function trayMenu(
  state: BranchProcessState,
  waitingOrders: number,
): { readonly tip: string; readonly items: readonly TrayItem[] } {
  const says = stateWords(state);
  const orders = waitingOrders > 0 ? `طلبات جديدة: ${waitingOrders} · New orders` : undefined;
  return {
    tip: [`Wasla · ${says}`, orders].filter((text) => text !== undefined).join('\n'),
    items: [
      { label: says },
      ...(orders === undefined ? [] : [{ label: orders }]),
      { label: 'فتح الكاشير · Open the till', does: 'show' },
      { label: 'إغلاق وصلة · Quit Wasla', does: 'quit' },
    ],
  };
}

function stateWords(state: BranchProcessState): string {
  if (isStuck(state)) return 'لا يعمل · Not running';
  switch (state.kind) {
    case 'starting':
      return 'يجري التشغيل · Starting';
    case 'serving':
      return 'يعمل · Running';
    case 'restarting':
      return 'يعاد التشغيل · Restarting';
    case 'stopped':
      return 'يجري الإغلاق · Closing';
  }
}
