import { type Figure, median, toFigure } from '../figures.ts';
import { type Setting, startBranchProgram } from '../site.ts';

const starts = 5;

/** From the command to the ready line of a branch server that has its database. */
export async function measureStart({ dir }: Setting): Promise<Figure[]> {
  await (await startBranchProgram(dir)).stop();
  const startedInMs: number[] = [];
  while (startedInMs.length < starts) {
    const branch = await startBranchProgram(dir);
    startedInMs.push(branch.startedInMs);
    await branch.stop();
  }
  return [
    toFigure(
      { name: 'start of the branch server', value: median(startedInMs), unit: 'ms' },
      { of: 'value', atMost: 1_500 },
    ),
  ];
}
