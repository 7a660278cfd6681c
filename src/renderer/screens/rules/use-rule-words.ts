import { useLocale } from '../../../shared/ui/locale.tsx';
import { useBranchState } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useSellingSettings } from '../../selling/use-menu.ts';
import type { RuleWordsContext } from './rule-words.ts';

/** What the words of a rule depend on: the person's language, and the currency of the branch. */
export function useRuleWords(): RuleWordsContext {
  const t = useT();
  const locale = useLocale();
  const own = useSellingSettings().data?.currency;
  const currency = useBranchState().data?.currency;
  return { t, locale, currency: currency || own || 'JOD' };
}
