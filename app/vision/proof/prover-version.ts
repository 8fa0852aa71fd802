/** Changes when proofs come out otherwise: pairs are proven anew then. */
export const proverVersion = 'prover-2';
