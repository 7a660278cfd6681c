import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type {
  Logo,
  LogoMethod,
  previewSamples,
  Template,
  TemplateContent,
  TemplateDocument,
  TemplatePreview,
} from '../../../shared/contract/template.ts';
import { useBranchApi } from '../../api/branch-api.tsx';
import { useDeps } from '../../api/deps.tsx';
import { keys, useSettings } from '../../api/queries.ts';

const logosKey = ['logos'];
const versionsKey = (id: string) => ['templateVersions', id];

/** Newest first. */
export function useVersions(id: string) {
  const api = useBranchApi();
  return useQuery({
    queryKey: versionsKey(id),
    queryFn: async () => (await api.listTemplateVersions({ id })).versions,
  });
}

export function useLogos() {
  const api = useBranchApi();
  return useQuery({ queryKey: logosKey, queryFn: async () => (await api.listLogos({})).logos });
}

export interface SaveWish {
  readonly content: TemplateContent;
  /** The saved template it stems from; without one a new template is made. */
  readonly onto: Pick<Template, 'id' | 'version'> | null;
  readonly scope: 'branch' | 'company';
}

export function useSaveTemplate() {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ content, onto, scope }: SaveWish) => {
      const { name, document, elements } = content;
      const wish = { name, document, elements };
      const reply = onto
        ? await api.saveTemplate({ ...wish, id: onto.id, baseVersion: onto.version })
        : await api.addTemplate({ ...wish, scope });
      return reply.template;
    },
    onSuccess: (template) => {
      queries.setQueryData<Template[]>(keys.templates, (known = []) =>
        known.some(({ id }) => id === template.id)
          ? known.map((other) => (other.id === template.id ? template : other))
          : [...known, template],
      );
      void queries.invalidateQueries({ queryKey: versionsKey(template.id) });
    },
  });
}

export function useRemoveTemplate() {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.removeTemplate({ id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.templates }),
  });
}

export function useTestTemplate() {
  const api = useBranchApi();
  return useMutation({
    mutationFn: (wish: Parameters<typeof api.testTemplate>[0]) => api.testTemplate(wish),
  });
}

/** The template that a paper prints with, and the way to choose another. */
export function useTemplateChoice() {
  const api = useBranchApi();
  const queries = useQueryClient();
  const settings = useSettings();
  const choose = useMutation({
    mutationFn: ({ document, id }: { document: TemplateDocument; id: string }) =>
      api.changeSettings({
        documentTemplates: { ...settings.data?.documentTemplates, [document]: id },
      }),
    onSuccess: (changed) => queries.setQueryData(keys.settings, changed),
  });
  const isInUse = ({ document, id, scope }: Pick<Template, 'document' | 'id' | 'scope'>) => {
    const chosen = settings.data?.documentTemplates[document];
    return chosen === undefined ? scope === 'built_in' : chosen === id;
  };
  return { isInUse, choose };
}

export interface PreviewChoice {
  readonly widthDots: 384 | 576;
  readonly language: 'ar' | 'en' | 'both';
  readonly sample: (typeof previewSamples)[number];
}

export interface DrawnPaper extends TemplatePreview {
  /** What was asked for and does not print with this sample. */
  readonly absentIds: readonly string[];
}

/** A change is drawn this long after the last one, so that typing does not print every letter. */
const settleMs = 120;

/** The paper as it is after the last change; until it is drawn, as it was before. */
export function usePreview(content: TemplateContent, choice: PreviewChoice) {
  const api = useBranchApi();
  const { clock } = useDeps();
  const [settled, setSettled] = useState(content);
  useEffect(() => clock.after(settleMs, () => setSettled(content)), [clock, content]);
  const { name, document, elements } = settled;
  const wish = { name: name.trim() === '' ? '-' : name, document, elements, ...choice };
  return useQuery({
    queryKey: ['templatePreview', wish],
    queryFn: async (): Promise<DrawnPaper> => {
      const preview = await api.previewTemplate(wish);
      const printed = new Set(preview.places.map(({ elementId }) => elementId));
      const absent = elements.flatMap(({ id }) => (printed.has(id) ? [] : [id]));
      return { ...preview, absentIds: absent };
    },
    enabled: elements.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

export interface LogoWish {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly gray: string;
  readonly method: LogoMethod;
}

export function useLogoActions() {
  const api = useBranchApi();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: async (wish: LogoWish) => (await api.addLogo(wish)).logo,
    onSuccess: (logo) => queries.setQueryData<Logo[]>(logosKey, (known = []) => [...known, logo]),
  });
  const remove = useMutation({
    mutationFn: (id: string) => api.removeLogo({ id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: logosKey }),
  });
  return { add, remove };
}
