import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PrinterSettings } from '../../../shared/contract/printing.ts';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys } from '../../api/queries.ts';

/** Reads printers, tickets and the top bar again after a change. */
function useReadAgain() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [keys.printers, keys.printJobs, keys.state].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
}

export function useSavePrinter(printerId: string | null) {
  const api = useBranchApi();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (settings: PrinterSettings) =>
      printerId === null
        ? api.addPrinter(settings)
        : api.changePrinter({ id: printerId, ...settings }),
    onSuccess: readAgain,
  });
}

export function useRemovePrinter(printerId: string) {
  const api = useBranchApi();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: () => api.removePrinter({ id: printerId }),
    onSuccess: readAgain,
  });
}

export function useTestPrint(printerId: string) {
  const api = useBranchApi();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: () => api.testPrinter({ id: printerId }),
    onSuccess: readAgain,
  });
}

export function useCancelPrintJob() {
  const api = useBranchApi();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (jobId: string) => api.cancelPrintJob({ id: jobId }),
    onSuccess: readAgain,
  });
}
