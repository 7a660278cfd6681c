/**
 * A cable, unlike a network connection, keeps what the printer said to somebody before: fetched late it would pass for the
 * answer to the next question, and every answer after it would be one too late. So nothing is heard for so long after
 * opening.
 */
export const staleAnswersMs = 100;
