/** What the guest tells the host, one line each. */
export interface Verdict {
  readonly title: string;
  /** Absent: it went well. */
  readonly problem?: string;
}

/** The console also carries what the kernel has to say. */
const mark = '@@usb-test ';

export function writeVerdict(verdict: Verdict | 'end'): void {
  process.stdout.write(`\n${mark}${JSON.stringify(verdict)}\n`);
}

export function parseVerdict(line: string): Verdict | 'end' | undefined {
  const at = line.indexOf(mark);
  if (at === -1) return undefined;
  return JSON.parse(line.slice(at + mark.length)) as Verdict | 'end';
}
