import type { Fonts } from '../../../src/printer/index.ts';
import type { VirtualPrinter } from '../../../src/printer/virtual/index.ts';

export interface Stage {
  readonly fonts: Fonts;
  /** Started, not yet at any cable. */
  readonly printer: VirtualPrinter;
}

export type Scenario = (stage: Stage) => Promise<void>;
