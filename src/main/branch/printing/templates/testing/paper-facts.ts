import type { Order } from '../../../../../shared/contract/order.ts';
import type { Block, PaperDocument } from '../../../../../printer/index.ts';
import { buildOrder, noonMs } from '../../../testing/builders.ts';
import type { OrderFacts, PaperFacts } from '../../paper-facts.ts';

/** A first, undoubted print of an order for the kitchen. */
export function buildFacts(
  order: Partial<Order> = {},
  facts: Partial<PaperFacts> = {},
  about: Partial<OrderFacts> = {},
): PaperFacts {
  return {
    stationName: 'Kitchen',
    jobName: 'T-ABC123',
    attempt: 1,
    copy: 1,
    reason: '',
    inDoubt: false,
    backupFrom: '',
    lateSinceMs: null,
    isSample: false,
    printedAtMs: noonMs,
    timeZone: 'Asia/Amman',
    language: 'en',
    branchName: 'Abdoun',
    companyName: 'Sham Kitchen',
    taxNumber: '',
    order: {
      order: buildOrder('o-1', { displayNumber: '#42', ...order }),
      readyByMs: noonMs + 20 * 60_000,
      ownLines: null,
      showsOtherLines: false,
      ...about,
    },
    receipt: null,
    report: null,
    ...facts,
  };
}

/** What a person reads, line by line; the cells of a row are joined by ` | `. */
export function read({ blocks }: PaperDocument): string[] {
  return blocks.flatMap(readBlock);
}

function readBlock(block: Block): string[] {
  if (block.kind === 'text') return [plain(block.text)];
  if (block.kind === 'columns') return [block.cells.map((cell) => plain(cell.text)).join(' | ')];
  return 'text' in block ? [`[${block.text}]`] : [];
}

/** Without the invisible characters that keep a piece of text together. */
function plain(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ');
}
