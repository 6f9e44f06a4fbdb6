/** JSON text of the pooled schemas: see `kinds.ts` for its shape. */
export const text: string;
