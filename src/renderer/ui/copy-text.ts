/**
 * Puts a text on the clipboard; false when the browser does not let it. Pages of the local network come without
 * encryption, where browsers keep their clipboard to themselves: there the page selects the text and asks for a copy.
 */
export async function copyText(text: string): Promise<boolean> {
  // Absent on such pages, whatever its type says.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) return copySelected(text);
  return clipboard.writeText(text).then(
    () => true,
    () => copySelected(text),
  );
}

function copySelected(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.ariaHidden = 'true';
  field.style.setProperty('position', 'fixed');
  field.style.setProperty('inset-block-start', '-100vh');
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}
