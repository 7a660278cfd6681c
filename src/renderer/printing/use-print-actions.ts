import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PrinterSettings, PrintJobView } from '../../shared/contract/printing.ts';

import { type BranchApi, useBranchApi } from '../api/branch-api.tsx';

/** What a person can tell the branch about one print job; each is only possible where the job offers it. */
export type JobCommand =
  | { readonly do: 'cancel' | 'retry' }
  | { readonly do: 'move'; readonly printerId: string }
  | { readonly do: 'reprint'; readonly reason: string }
  | { readonly do: 'answer'; readonly isOnPaper: boolean };

async function sendJobCommand(api: BranchApi, id: string, command: JobCommand): Promise<void> {
  switch (command.do) {
    case 'cancel':
      await api.cancelPrintJob({ id });
      return;
    case 'retry':
      await api.retryPrintJob({ id });
      return;
    case 'move':
      await api.movePrintJob({ id, printerId: command.printerId });
      return;
    case 'reprint':
      await api.reprintPrintJob({ id, reason: command.reason });
      return;
    case 'answer':
      await api.answerPrintJob({ id, isOnPaper: command.isOnPaper });
  }
}

const touched = [['printers'], ['printJobs'], ['stations'], ['state'], ['orders'], ['order']];

/** A change of anything about printing; what it touches is read again when it is over, however it went. */
export function usePrinting<Input, Reply>(run: (api: BranchApi, input: Input) => Promise<Reply>) {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(api, input),
    onSettled: () =>
      Promise.all(touched.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}

export function useJobCommand(job: PrintJobView) {
  return usePrinting((api, command: JobCommand) => sendJobCommand(api, job.id, command));
}

export function useChangePrinter(id: string) {
  return usePrinting((api, settings: PrinterSettings) => api.changePrinter({ id, ...settings }));
}

/** Prints the test page and follows it: the job as it is now, or as it was when it was put in line. */
export function useTestPrint(printerId: string) {
  return usePrinting((api) => api.testPrinter({ id: printerId }));
}
