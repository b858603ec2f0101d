/** What TeX's commands without arguments stand for. */

/** `name sign name sign …` */
function table(text: string): ReadonlyMap<string, string> {
  const words = text.trim().split(/\s+/)
  return new Map(words.flatMap((name, index) => (index % 2 ? [] : [[`\\${name}`, words[index + 1] ?? '']])))
}

/** Letters that lean, as variables do. */
export const letters = table(`
  alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ
  mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ
  psi ψ omega ω imath ı jmath ȷ ell ℓ
`)

/** Letters and signs that stand upright. */
export const uprights = table(`
  Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇
  hbar ℏ hslash ℏ emptyset ∅ varnothing ∅ aleph ℵ Re ℜ Im ℑ wp ℘ angle ∠ triangle △ square □ Box □ blacksquare ■
  top ⊤ bot ⊥ forall ∀ exists ∃ nexists ∄ degree ° prime ′ ldots … dots … vdots ⋮ ddots ⋱ dotsc … checkmark ✓
  % % $ $ # # & & _ _ S § P ¶ copyright © pounds £ euro € infin ∞ Reals ℝ complement ∁ diamond ⋄ bigstar ★
`)

/** Between what they relate or join. */
export const operators = table(`
  times × cdot ⋅ div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ cap ∩ cup ∪
  sqcap ⊓ sqcup ⊔ wedge ∧ land ∧ vee ∨ lor ∨ setminus ∖ smallsetminus ∖ neg ¬ lnot ¬ dagger † ddagger ‡ amalg ⨿
  le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ lt < gt > ne ≠ neq ≠ equiv ≡ approx ≈ cong ≅ sim ∼ simeq ≃ propto ∝
  ll ≪ gg ≫ prec ≺ succ ≻ preceq ⪯ succeq ⪰ asymp ≍ doteq ≐ coloneqq ≔ triangleq ≜ mid ∣ nmid ∤ parallel ∥ perp ⟂
  in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ nsubseteq ⊈ models ⊨ vdash ⊢ dashv ⊣ Vdash ⊩
  to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ implies ⟹ Leftarrow ⇐ impliedby ⟸
  Leftrightarrow ⇔ iff ⟺ mapsto ↦ longmapsto ⟼ longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ Longleftarrow ⟸
  longleftrightarrow ⟷ Longleftrightarrow ⟺ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗
  searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁
  leftharpoonup ↼ rightleftharpoons ⇌ leadsto ⇝ therefore ∴ because ∵ cdots ⋯ dotsb ⋯ dotsm ⋯ colon : lhd ⊲ rhd ⊳
  unlhd ⊴ unrhd ⊵ bowtie ⋈ ltimes ⋉ rtimes ⋊ uplus ⊎ gtrsim ≳ lesssim ≲ vartriangleleft ⊲ trianglelefteq ⊴
`)

/** Large where there is room, with what stands below and above them. */
export const sums = table(`
  sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆
`)

/** Large, with what belongs to them at their right. */
export const integrals = table(`int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯`)

/** Brackets, alone or after \left, \right and \big. */
export const brackets: ReadonlyMap<string, string> = new Map([
  ...['(', ')', '[', ']', '|', '/'].map((sign) => [sign, sign] as const),
  ['<', '⟨'],
  ['>', '⟩'],
  ...table(`
    { { } } | ‖ lbrace { rbrace } lbrack [ rbrack ] langle ⟨ rangle ⟩ lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖
    lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ backslash \\ lgroup ⟮ rgroup ⟯
  `),
])

/** Functions by their names. */
export const functions: ReadonlySet<string> = new Set(
  `sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp deg dim hom ker arg`
    .split(' ')
    .map((name) => `\\${name}`),
)

/** Functions with what they range over below them, and how each is written. */
export const ranging: ReadonlyMap<string, string> = new Map([
  ...['lim', 'max', 'min', 'sup', 'inf', 'det', 'gcd', 'Pr'].map((name) => [`\\${name}`, name] as const),
  ['\\limsup', 'lim sup'],
  ['\\liminf', 'lim inf'],
  ['\\argmax', 'arg max'],
  ['\\argmin', 'arg min'],
])

/** What stands over a letter, and whether it grows with what is under it. */
export const accents: ReadonlyMap<string, readonly [sign: string, grows: boolean]> = new Map([
  ['\\hat', ['^', false]],
  ['\\widehat', ['^', true]],
  ['\\check', ['ˇ', false]],
  ['\\tilde', ['~', false]],
  ['\\widetilde', ['~', true]],
  ['\\bar', ['¯', false]],
  ['\\vec', ['→', false]],
  ['\\dot', ['˙', false]],
  ['\\ddot', ['¨', false]],
  ['\\acute', ['´', false]],
  ['\\grave', ['`', false]],
  ['\\breve', ['˘', false]],
  ['\\mathring', ['˚', false]],
  ['\\overrightarrow', ['→', true]],
  ['\\overleftarrow', ['←', true]],
])

/** In em. */
export const spaces: ReadonlyMap<string, number> = new Map([
  ['\\,', 0.1667],
  ['\\thinspace', 0.1667],
  ['\\:', 0.2222],
  ['\\>', 0.2222],
  ['\\;', 0.2778],
  ['\\!', -0.1667],
  ['\\ ', 0.25],
  ['\\\n', 0.25],
  ['~', 0.25],
  ['\\enspace', 0.5],
  ['\\quad', 1],
  ['\\qquad', 2],
])

/** Says how something is set, which the engine decides, or numbers a line. */
export const idle: ReadonlySet<string> = new Set(
  `displaystyle textstyle scriptstyle scriptscriptstyle nonumber notag hline limits nolimits allowbreak strut mathstrut
  hfill centering relax`
    .split(/\s+/)
    .map((name) => `\\${name}`),
)
