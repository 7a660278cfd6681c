import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Floor, FloorArea } from '../../../shared/contract/floor.ts';
import type { Language } from '../../../shared/ui/locale.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';

const floorKey = ['floor'];

export function useFloor() {
  const api = useBranchApi();
  return useQuery({ queryKey: floorKey, queryFn: () => api.readFloor({}) });
}

/** Saves the whole plan; whatever the branch says, the plan is read again. */
export function useSaveFloor() {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (floor: Floor) => api.saveFloor(floor),
    onSettled: () => queries.invalidateQueries({ queryKey: floorKey }),
  });
}

/** An area's name in the person's language, else in the one it has. */
export function areaName({ name }: Pick<FloorArea, 'name'>, language: Language): string {
  return name[language] || name.en || name.ar;
}
