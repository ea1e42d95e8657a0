/** Ten members of the sample, worked out with pencil and paper; pounds before the arrow, whole pounds are points. */
export interface MemberByHand {
  readonly customer: string;
  readonly accrued: number;
  readonly takenBack: number;
  readonly outstanding: number;
}

export const membersByHand: readonly MemberByHand[] = [
  // 537410 72 × 2.10 = 151.20 → 151, all of it back by C537413 → 0; 537412 96 × 1.85 = 177.60 → 177.
  { customer: '14409', accrued: 328, takenBack: 151, outstanding: 177 },
  // C536855 is before the only sale, and of another product: no line. 538125 12 × 1.25 + 4 × 3.75 = 30.00 → 30.
  { customer: '18225', accrued: 30, takenBack: 0, outstanding: 30 },
  // 539144 16 × 34.95 + 48 × 3.39 + 36 × 4.65 = 559.20 + 162.72 + 167.40 = 889.32 → 889.
  // C539956 takes 15 of the 36: 889.32 − 15 × 4.65 = 889.32 − 69.75 = 819.57 → 819.
  { customer: '12980', accrued: 889, takenBack: 70, outstanding: 819 },
  // 536374 32 × 10.95 = 350.40 → 350; C537656 takes 12 before the second sale: 20 × 10.95 = 219.00 → 219.
  // 537767 the same again → 350; C539260 takes 7, of the latest sale: 25 × 10.95 = 273.75 → 273.
  { customer: '15100', accrued: 700, takenBack: 208, outstanding: 492 },
  // 536397 12 × 4.65 + 48 × 4.65 = 55.80 + 223.20 = 279.00 → 279. C536826 takes 2 and then 3 of the twelve:
  // 7 × 4.65 + 223.20 = 32.55 + 223.20 = 255.75 → 255. C539577 finds no line.
  { customer: '17924', accrued: 279, takenBack: 24, outstanding: 255 },
  // 536994 8 × 3.75 + 9 × 5.95 + 14.95 = 30.00 + 53.55 + 14.95 = 98.50 → 98. C538112 takes 1 of the first (its other
  // row finds no line), C539065 takes 8 of the second: 7 × 3.75 + 5.95 + 14.95 = 26.25 + 5.95 + 14.95 = 47.15 → 47.
  { customer: '14898', accrued: 98, takenBack: 51, outstanding: 47 },
  // 536968 204.00 + 330.00 → 534; 536969 192 × 2.75 → 528; 539108 → 204; 539109 500 × 2.55 + 300 × 0.72 = 1,491.00 →
  // 1,491, all back by C539329 at 09:37; 539331 300 × 0.72 → 216 is bought at 09:39 and stays. 534 + 528 + 204 + 1,491
  // + 216 = 2,973.
  { customer: '16013', accrued: 2973, takenBack: 1491, outstanding: 1482 },
  // 537967 2 × 10.95 + 6 × 2.95 + 18.00 = 21.90 + 17.70 + 18.00 = 57.60 → 57; 539113 3 × 1.65 = 4.95 → 4. C539104 gives
  // the 1.65 ones back before they are bought: no line. C539114 takes 3 × 2.95: 57.60 − 8.85 = 48.75 → 48.
  { customer: '12494', accrued: 61, takenBack: 9, outstanding: 52 },
  // 539267 four lines of 20 and five of 10 at 1.95: 4 × 39.00 + 5 × 19.50 = 253.50 → 253; 539268 2 × 14.85 = 29.70 →
  // 29. C539950 touches both: 1 + 10 at 1.95 = 21.45 → 232.05 → 232; 2 at 4.95 = 9.90 → 19.80 → 19.
  { customer: '13534', accrued: 282, takenBack: 31, outstanding: 251 },
  // 536800 25.50 + 17.40 + 15.00 + 8 × 5.04 + 15.60 = 113.82; 17.85 + 34.80 + 10.50 + 15.00 + 3 × 15.00 = 123.15;
  // 113.82 + 123.15 = 236.97 → 236. C538768 asks for 24 of a line of 12: in part, 12 × 1.25 = 15.00 → 221.97 → 221 (its
  // other row finds no line). 538688 19.50 + 19.50 + 29.70 + 31.60 + 10.20 + 20.16 + 17.70 = 148.36 → 148; C539059
  // takes 2 × 3.95: 140.46 → 140.
  { customer: '14829', accrued: 384, takenBack: 23, outstanding: 361 },
];
