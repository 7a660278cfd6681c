import type { Name } from '../../shared/contract/order.ts';
import type { Language } from '../../shared/ui/locale.tsx';

/** A dish as the platform wrote it: in the person's language where it was sent, else as it came. */
export function nameIn(name: Name, language: Language): string {
  return name[language] ?? name.default;
}
