import { useState } from 'react';
import type { Category, MenuName } from '../../../shared/contract/menu.ts';
import { useT } from '../../i18n/i18n.tsx';
import { FormDrawer } from './form-drawer.tsx';
import { NameFields } from './name-fields.tsx';
import { useMenuChange } from './use-menu-change.ts';

/** A category's name; a new one stands last. */
export function CategoryForm(props: {
  /** Null for a new one. */
  category: Category | null;
  nextPlace: number;
  onClose: () => void;
}) {
  const t = useT();
  const { category, nextPlace, onClose } = props;
  const [name, setName] = useState<MenuName>(category?.name ?? { en: '', ar: '' });
  const [tried, setTried] = useState(false);
  const save = useMenuChange((api, wanted: MenuName) =>
    category
      ? api.changeCategory({ ...category, name: wanted })
      : api.addCategory({ name: wanted, place: nextPlace }),
  );
  const isMissing = name.ar.trim() === '' && name.en.trim() === '';
  return (
    <FormDrawer
      title={t(category ? 'menuEditor.changeCategory' : 'menuEditor.addCategory')}
      error={save.error}
      isSaving={save.isPending}
      onClose={onClose}
      onSave={() => {
        setTried(true);
        if (!isMissing) save.mutate(name, { onSuccess: onClose });
      }}
    >
      <NameFields name={name} isMissing={tried && isMissing} isFirst onChange={setName} />
    </FormDrawer>
  );
}
