/** A command that is obeyed the moment its bytes arrive, wherever they stand. */
export type RealTimeCommand =
  | { readonly kind: 'status'; readonly what: number }
  | { readonly kind: 'drawer'; readonly pin: 2 | 5 }
  | { readonly kind: 'clear-buffer' };

const DLE = 0x10;
/** Bytes a real-time command needs before it can be told. */
const longest = 5;

/**
 * Finds real-time commands in everything that arrives, picture data included: just as a printer does.
 *
 * @source Epson, "ESC/POS Command Reference", DLE EOT, DLE ENQ, DLE DC4
 */
export function createRealTimeScanner(
  onCommand: (command: RealTimeCommand) => void,
): (bytes: Uint8Array) => void {
  let open: number[] = [];
  return (bytes) => {
    for (const byte of bytes) {
      if (open.length === 0 && byte !== DLE) continue;
      open.push(byte);
      const found = recognise(open);
      if (found === 'more' && open.length < longest) continue;
      if (typeof found === 'object') onCommand(found);
      open = found === 'nothing' && byte === DLE ? [DLE] : [];
    }
  };
}

function recognise([, second, third, fourth, fifth]: readonly number[]):
  RealTimeCommand | 'more' | 'nothing' {
  if (second === undefined) return 'more';
  if (![0x04, 0x05, 0x14].includes(second)) return 'nothing';
  if (third === undefined) return 'more';
  if (second === 0x04) return { kind: 'status', what: third };
  if (second === 0x05) return third === 2 ? { kind: 'clear-buffer' } : 'nothing';
  if (third !== 1) return 'nothing';
  if (fifth === undefined) return 'more';
  return { kind: 'drawer', pin: fourth === 1 ? 5 : 2 };
}
