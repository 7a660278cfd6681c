export {
  createVirtualPrinter,
  type VirtualPrinter,
  type VirtualPrinterOptions,
} from './virtual-printer.ts';
export type { Answers } from './device.ts';
export type { VirtualTicket } from './ticket.ts';
