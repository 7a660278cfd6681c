import { useMutation } from '@tanstack/react-query';
import { backupEnding } from '../../shared/contract/backup.ts';
import { useDeps } from '../api/deps.tsx';

/** Lets the person choose a backup and has the branch read it whole. */
export function useFileRestore() {
  const { files } = useDeps();
  const upload = useMutation({ mutationFn: (file: Blob) => files.upload(file) });
  const choose = () => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = backupEnding;
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (file) upload.mutate(file);
    });
    input.click();
  };
  return { upload, choose };
}
