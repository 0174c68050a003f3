/** An alias that older modules import; new ones take src/salesforce.ts. */
export const opencti = (window as any).sforce?.opencti;
