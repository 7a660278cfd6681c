import { printerOfDrawer, type PrinterView } from '../../shared/contract/printing.ts';
import { mainDrawerId } from '../../shared/contract/terminal-kind.ts';
import { useSelf } from './use-self.ts';

/** The printer that opens this till's drawer; undefined where that is done by hand. */
export function useOwnDrawer<Printer extends Pick<PrinterView, 'drawer' | 'drawerId'>>(
  printers: readonly Printer[],
): Printer | undefined {
  const drawerId = useSelf().data?.drawerId ?? mainDrawerId;
  return printerOfDrawer(printers, drawerId);
}
