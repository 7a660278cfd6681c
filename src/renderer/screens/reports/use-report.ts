import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Report, ReportInput, TableName } from '../../../shared/contract/report.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys } from '../../api/queries.ts';
import { type DayRange, type DayRangeName, rangeOf } from '../../days/day-ranges.ts';
import { saveFile } from '../../ui/save-file.ts';

/** What somebody asked for: days by name or by date, or a shift. */
export type Period =
  | { readonly kind: 'named'; readonly name: DayRangeName }
  | { readonly kind: 'days'; readonly range: DayRange }
  | { readonly kind: 'shift'; readonly shiftId: string };

export function inputOf(period: Period, today: string | undefined): ReportInput {
  if (period.kind === 'shift') return { shiftId: period.shiftId };
  if (period.kind === 'days') return { fromDay: period.range.from, toDay: period.range.to };
  // The branch itself knows which day it is.
  if (period.name === 'today' || today === undefined) return {};
  const { from, to } = rangeOf(period.name, today);
  return { fromDay: from, toDay: to };
}

/** The report of what was asked for; the one before stays until it is there. */
export function useReport() {
  const api = useBranchApi();
  const [period, setPeriod] = useState<Period>({ kind: 'named', name: 'today' });
  const [today, setToday] = useState<string>();
  const input = inputOf(period, today);
  const query = useQuery({
    queryKey: [...keys.reports, input],
    queryFn: async (): Promise<Report> => {
      const report = await api.readReport(input);
      setToday(report.today);
      return report;
    },
    // What is sold meanwhile appears by itself.
    refetchInterval: minuteMs,
    placeholderData: keepPreviousData,
  });
  return { period, setPeriod, input, today, query };
}

/** Gives one table of the report as a file for a spreadsheet. */
export function useExport(input: ReportInput) {
  const api = useBranchApi();
  const { language } = useLocale();
  return useMutation({
    mutationFn: async (table: TableName) => {
      const { fileName, text } = await api.exportReport({ ...input, table, language });
      saveFile(fileName, text, 'text/csv;charset=utf-8');
    },
  });
}

/** The shift that is open here and the last ones that were closed, for who may see them. */
export function useShifts() {
  const api = useBranchApi();
  return useQuery({
    queryKey: [...keys.shifts, 'report'],
    queryFn: async () => {
      const [{ shift }, { shifts }] = await Promise.all([api.readShift({}), api.listShifts({})]);
      return shift ? [shift, ...shifts] : shifts;
    },
  });
}
