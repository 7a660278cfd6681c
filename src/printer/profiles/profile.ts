import type { CodePage } from '../escpos/code-pages.ts';

/** Whether a printer answers a kind of question. */
export type Known = 'yes' | 'no' | 'unknown';

/**
 * Where a model departs from the command reference. What is sent avoids all of these; the paper model obeys them, so that
 * somebody else's stream looks here as it looks there.
 */
export type Quirk =
  | 'ignores-esc-j'
  | 'swallows-lf-after-raster'
  /** ESC * in its 8-dot modes prints dots, not blocks three dots high. */
  | 'esc-star-single-rows'
  | 'ignores-gs-v-66'
  | 'ignores-moving-back'
  /** ESC $ does nothing once something stands on the line. */
  | 'ignores-moving-after-text';

/** Kinds of code that a printer can draw by itself from a few bytes. */
export type NativeCode = 'qr' | 'pdf417' | 'barcode';

/** What must be known about a printer model to print well on it. Data only: spread it to change one thing. */
export interface PrinterProfile {
  readonly id: string;
  readonly vendor: string;
  readonly name: string;
  /** Dots the head can burn across. Never computed from the paper's millimetres. */
  readonly widthDots: number;
  /** Characters of font A (12 × 24 dots) in a line. */
  readonly columns: number;
  readonly dotsPerInch: number;
  /**
   * `own`: text the printer's font has is sent as text, everything else as dots. `sharp`: so is text of the normal size;
   * larger text, which a printer makes of blown-up dots, is drawn. `raster`: all as dots.
   */
  readonly text: 'own' | 'sharp' | 'raster';
  /** Codes the model draws by itself, by its maker's word. */
  readonly nativeCodes: readonly NativeCode[];
  /**
   * `raster`: codes are sent as dots, alike on every model. `native`: the printer draws those it can; on a slow line that
   * saves seconds.
   */
  readonly codes: 'raster' | 'native';
  /** Numbers of the code pages whose glyphs are trusted; empty: only ASCII goes as text. */
  readonly codePages: Partial<Record<CodePage, number>>;
  readonly blade: 'full-and-partial' | 'partial' | 'none';
  /** Dots from the head to the blade or tear bar; fed where there is no blade. */
  readonly headToCutDots: number;
  readonly drawer: { readonly onMs: number; readonly offMs: number };
  /** Opens the drawer while it is offline, too, when asked by DLE DC4; by its maker's word. */
  readonly drawerAtOnce: boolean;
  readonly buzzer: 'none' | 'clone' | 'epson';
  readonly quirks: readonly Quirk[];
  /** `gs-k`: the head's heat can be set by GS ( K function 49. */
  readonly tuning: 'none' | 'gs-k';
  /** Heat of the head in percent, 70 to 130 in steps of 5; without it the printer's own setting. Needs `tuning`. */
  readonly densityPercent?: number;
  /** Real-time status (DLE EOT), by its maker's word. */
  readonly answersStatus: Known;
  /** Ordered proof of printing by GS ( H function 48, by its maker's word. */
  readonly answersFence: Known;
  /** Where these facts were read. */
  readonly source: string;
}
