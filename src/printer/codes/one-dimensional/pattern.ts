/** Bars as ones and spaces as zeros, and the characters to print below. */
export interface BarcodePattern {
  readonly modules: string;
  readonly text: string;
}
