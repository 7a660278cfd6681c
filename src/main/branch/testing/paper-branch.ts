import type { VirtualPrinter } from '../../../printer/virtual/index.ts';
import type { Line } from '../../../shared/contract/order.ts';
import type { PrintJobView, Station } from '../../../shared/contract/printing.ts';
import { secondMs } from '../../../shared/kit/clock.ts';
import { buildChange, buildLine, buildOrder, placed } from './builders.ts';
import { eventually, printerSettings, TestBranch } from './test-branch.ts';

/** A branch whose orders go to the kitchen by themselves, and which is asked about its papers. */
export class PaperBranch extends TestBranch {
  /** An order that the platform has accepted: it goes to the kitchen at once. */
  async cook(id: string, changes: Parameters<typeof buildOrder>[1] = {}): Promise<void> {
    this.relay.say(placed(buildOrder(id, changes), buildChange('confirmed')));
    await this.arrived(id);
  }

  async jobsOf(id: string): Promise<PrintJobView[]> {
    return (await this.order(id)).printJobs;
  }

  /** The last paper of its kind. */
  async jobOf(id: string, kind: PrintJobView['kind'] = 'kitchen'): Promise<PrintJobView> {
    const job = (await this.jobsOf(id)).findLast((one) => one.kind === kind);
    if (!job) throw new Error(`order ${id} has no ${kind} paper`);
    return job;
  }

  async reaches(
    id: string,
    state: PrintJobView['state'],
    kind?: PrintJobView['kind'],
  ): Promise<void> {
    await eventually(async () => (await this.jobOf(id, kind)).state === state);
  }

  /** Lets time pass in steps, so that everything that waits gets its turns. */
  async passUntil(isTrue: () => boolean | Promise<boolean>, stepMs = 2 * secondMs): Promise<void> {
    await eventually(async () => {
      this.clock.advance(stepMs);
      return isTrue();
    });
  }

  async pass(ms: number): Promise<void> {
    const untilMs = this.clock.now() + ms;
    await this.passUntil(() => this.clock.now() >= untilMs);
  }

  /** Adds it and waits until it has said how it is. */
  async connect(printer: VirtualPrinter, name: string, more: object = {}): Promise<string> {
    const settings = { ...printerSettings(printer, name), ...more };
    const { id } = await this.call<{ id: string }>('POST', '/api/printing/printers', settings);
    await eventually(async () => {
      const { printers } = await this.state();
      return printers.some((one) => one.id === id && one.state !== 'unknown');
    });
    return id;
  }

  async addStation(settings: Partial<Station>): Promise<Station> {
    const wanted = { name: 'Kitchen', prints: 'kitchen', ...settings };
    const path = '/api/printing/stations';
    return (await this.call<{ station: Station }>('POST', path, wanted)).station;
  }

  /** What a person does with a print job. */
  async act(id: string, what: string, body: object = {}): Promise<PrintJobView> {
    const path = `/api/printing/print-jobs/${id}/${what}`;
    return (await this.call<{ printJob: PrintJobView }>('POST', path, body)).printJob;
  }
}

export function buildDish(categoryId: string, name: string): Line {
  return buildLine({
    itemId: name,
    name: { default: name },
    category: { id: categoryId, name: { default: categoryId } },
  });
}

export function textsOf(printer: VirtualPrinter): string[] {
  return printer.tickets.map((ticket) => ticket.text);
}
