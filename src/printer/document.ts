import type { Bitmap } from './bitmap.ts';

/** What should appear on paper, from top to bottom. Plain data: it can be stored, compared and sent. */
export interface PaperDocument {
  /** Where lines start when their own text does not say: decides the order of columns. Default `ltr`. */
  readonly direction?: Direction;
  readonly blocks: readonly Block[];
}

export type Direction = 'ltr' | 'rtl';
/** `start` is the left side of left-to-right text and the right side of right-to-left text. */
export type Align = 'start' | 'center' | 'end';
/** Whole multiples of the normal character; higher than wide reads well in a kitchen. */
export interface TextSize {
  readonly wide: 1 | 2 | 3 | 4;
  readonly high: 1 | 2 | 3 | 4;
}

export interface TextStyle {
  readonly size?: TextSize;
  readonly bold?: boolean;
  readonly underline?: boolean;
  /** White on black, over the full width of the block or cell. */
  readonly inverted?: boolean;
  readonly align?: Align;
  /** `auto` (default) follows the first letter of the text, then the document. */
  readonly direction?: Direction | 'auto';
}

/** Wraps on words in any script; `\n` starts a new line. */
export interface TextBlock extends TextStyle {
  readonly kind: 'text';
  readonly text: string;
  /** A frame around the whole block. */
  readonly boxed?: boolean;
  /** Normal characters left free on the starting side. */
  readonly indent?: number;
}

export interface Cell extends TextStyle {
  readonly text: string;
  /** A fixed width in normal characters; without it the cell takes its `share` of what is left. */
  readonly chars?: number;
  /** Weight among the cells without `chars`. Default 1. */
  readonly share?: number;
}

/** One row of cells; each wraps on its own and the row is as tall as the tallest. */
export interface ColumnsBlock {
  readonly kind: 'columns';
  readonly cells: readonly Cell[];
  /** Side the first cell stands on; `auto` (default) is the document's. */
  readonly direction?: Direction | 'auto';
  /** Normal characters between cells. Default 1. */
  readonly gap?: number;
}

export interface RuleBlock {
  readonly kind: 'rule';
  /** Default `solid`. */
  readonly line?: 'solid' | 'dashed' | 'double' | 'heavy';
}

export interface FeedBlock {
  readonly kind: 'feed';
  readonly dots: number;
}

/** A picture; one wider than the paper is made to fit. */
export interface ImageBlock {
  readonly kind: 'image';
  readonly bitmap: Bitmap;
  readonly align?: Align;
}

export interface QrBlock {
  readonly kind: 'qr';
  readonly text: string;
  /** Dots per module, 2 to 16. Default 6; made smaller where the paper is too narrow. */
  readonly moduleDots?: number;
  /** Share of damage survived: L 7 %, M 15 % (default), Q 25 %, H 30 %. */
  readonly correction?: 'L' | 'M' | 'Q' | 'H';
  readonly align?: Align;
}

export interface BarcodeBlock {
  readonly kind: 'barcode';
  readonly symbology:
    'codabar' | 'code128' | 'code39' | 'code93' | 'ean13' | 'ean8' | 'itf' | 'upca' | 'upce';
  readonly text: string;
  readonly heightDots?: number;
  /** Dots of the narrowest bar, 1 to 6. Default 2. */
  readonly barDots?: number;
  /** Prints the characters below the bars. Default true. */
  readonly legend?: boolean;
  readonly align?: Align;
}

/** A stacked code that holds more than bars do and that old scanners read. */
export interface Pdf417Block {
  readonly kind: 'pdf417';
  readonly text: string;
  /** Code words in a row, 1 to 30; chosen so that the symbol is about three times as wide as high. */
  readonly columns?: number;
  /** 0 to 8: 2 to 512 words may be lost. Chosen by the length of the text. */
  readonly correction?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  /** Dots of the narrowest bar, 1 to 8. Default 3; made smaller where the paper is too narrow. */
  readonly moduleDots?: number;
  /** Height of a row in modules, 2 to 8. Default 3. */
  readonly rowModules?: number;
  readonly align?: Align;
}

/** Feeds past the blade and cuts, or feeds to the tear bar where there is no blade. */
export interface CutBlock {
  readonly kind: 'cut';
  /** Default `partial`: the ticket hangs on by a point and does not fall. */
  readonly how?: 'partial' | 'full';
}

/** One pulse to the cash drawer on connector pin 2 or 5. */
export interface DrawerBlock {
  readonly kind: 'drawer';
  readonly pin?: 2 | 5;
}

export interface BuzzerBlock {
  readonly kind: 'buzzer';
  readonly times?: number;
}

export type Block =
  | TextBlock
  | ColumnsBlock
  | RuleBlock
  | FeedBlock
  | ImageBlock
  | QrBlock
  | Pdf417Block
  | BarcodeBlock
  | CutBlock
  | DrawerBlock
  | BuzzerBlock;
