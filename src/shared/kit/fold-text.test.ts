import { expect, test } from 'vitest';
import { foldText, foldWords } from './fold-text.ts';

test.each([
  ['أحمد', 'احمد'],
  ['إسراء', 'اسرا'],
  ['آية مؤمن', 'ايه مومن'],
  ['شيء هادئ', 'شي هادي'],
  ['شاوَرمَا دَجَاجٌ', 'شاورما دجاج'],
  ['كـــبّة', 'كبه'],
  ['لبنى', 'لبني'],
  ['الشاورما', 'شاورما'],
  ['الو', 'الو'],
  ['مندی کبیر', 'مندي كبير'],
  ['٠٧٩١٢٣', '079123'],
  ['۱۲', '12'],
  ['Crème BRÛLÉE', 'creme brulee'],
  ['7-Up, large', '7 up large'],
  ['chimichangas', 'chimicha'],
  ['TLB-20261120000123', 'tlb 20261120000123'],
])('"%s" is looked for as "%s"', (text, words) => {
  expect(foldWords(text).join(' ')).toBe(words);
});

test('a text without any word has none', () => {
  expect(foldWords(' ،.!؟ ')).toEqual([]);
});

test('a whole text is folded in its order, with all its letters', () => {
  expect(foldText('  Délai d’Été \n  الطَّاوِلة ٣ ')).toBe('delai d’ete الطاوله 3');
});
