/** A role opened a screen that is not for it. */
export class NotForThisRole extends Error {}
