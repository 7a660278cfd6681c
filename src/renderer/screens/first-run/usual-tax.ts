/** Where the usual rate is known; everybody else enters theirs. Jordan's general sales tax and Saudi VAT. */
const rates: Readonly<Record<string, number>> = { JOD: 1_600, SAR: 1_500 };

/** The usual tax of the country with this currency, in hundredths of a percent. */
export function usualTax(currency: string): number | undefined {
  return rates[currency];
}
