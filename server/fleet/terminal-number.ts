/**
 * A terminal's number in the one form it is kept under: JT/T 808 pads it with zeros to 12 digits in the edition of 2013 and
 * to 20 in that of 2019, so those in front do not count. What is not all digits stays as it is.
 */
export const terminalNumberOf = (written: string): string =>
  /^\d+$/.test(written) ? written.replace(/^0+(?=\d)/, "") : written;
