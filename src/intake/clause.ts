/**
 * What the words of an arbitration clause say about where a dispute goes. A clause that names two institutions is void
 * unless the parties choose one (interpretation of the Arbitration Law, 法释〔2006〕7号, arts 5 and 6), and so is one that
 * lets a party go to court instead (art. 7). The reading is of words, not of meaning: it speaks up only where the words
 * leave little doubt, and a person at the commission reads every clause again.
 */

export type ClauseFault = 'clause_names_other_institution' | 'clause_names_several_institutions' | 'clause_arbitration_or_court';

export function clauseFaults(clause: string, institution: string): readonly ClauseFault[] {
  const faults: ClauseFault[] = [];
  if (!clause.includes(institution)) faults.push('clause_names_other_institution');
  else if (namesAnother(clause, institution)) faults.push('clause_names_several_institutions');
  if (clause.includes('诉') && clause.split(/[。；;\n]/).some(leavesToCourt)) faults.push('clause_arbitration_or_court');
  return faults;
}

/** Stands for the institution once its name is taken out. */
const here = '＊';

const nameOfSome = /(\p{Script=Han}{0,20}?)(?:仲裁委员会|仲裁院|仲裁中心)/gu;
/** Words that stand before a name and are no part of it. */
const beforeName = /提交|提请|递交|交由|[交向由或和与及均的是为]|或者|以及|申请|按照|依照|依据|根据|适用|选择|选定|约定|同意|指定|确定|请求/;
const noName = /^(?:.?|[该其本].*|(?:上述|前述|任何|任一|其他|相关|有关).*|.*仲裁.*)$/;

/** A name in brackets is a second name of the institution, and one right behind its own name a part of it. */
function namesAnother(clause: string, institution: string): boolean {
  const others = clause.replaceAll(institution, here);
  if (!/仲裁委员会|仲裁院|仲裁中心/.test(others)) return false;
  const rest = others.replace(/[（(][^（）()]*[）)]/g, '');
  return [...rest.matchAll(nameOfSome)].some(({ 1: words = '', index }) => {
    const parts = words.split(beforeName);
    const isPart = parts.length === 1 && rest[index - 1] === here;
    return !isPart && !noName.test(parts.at(-1) ?? '');
  });
}

const toCourt = /法院.{0,12}(?:起诉|提起诉讼|诉讼解决)|(?:起诉|提起诉讼)[^，,]{0,6}法院|仲裁.{0,4}(?:或|或者).{0,4}(?:提起诉讼|起诉|诉讼解决|诉讼方式)/;
const asAChoice = /或|也可|亦可|均可|可以|有权|任选|择一/;
const denied = /不得|不再|不应|不可|不能|无权|放弃|排除|不向/;

const leavesToCourt = (sentence: string): boolean => toCourt.test(sentence) && asAChoice.test(sentence) && !denied.test(sentence);
