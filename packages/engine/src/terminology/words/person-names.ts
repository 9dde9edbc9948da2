/**
 * Frequent given and family names, to recognise columns of names whatever they are called. Chosen by ourselves from what statistics offices
 * publish as the most frequent names (US Social Security Administration and Census 2010; INE, INSEE, ISTAT, Destatis lists in the press, Eurostat countries' own).
 * Folded: no case, no accents. Words that are common words of medicine or administration too (Rose, Grace, Young, White, King) are left out.
 */
const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const givenNames = list(`
  james john robert michael david william richard joseph thomas charles christopher daniel matthew anthony donald steven andrew paul joshua kenneth kevin brian timothy
  ronald george jason edward jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry
  tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter keith roger terry sean gerald carl harold dylan arthur lawrence jordan bryan
  billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene liam oliver lucas
  mary patricia jennifer linda elizabeth barbara susan jessica karen sarah lisa nancy sandra betty ashley emily kimberly margaret donna michelle carol amanda melissa deborah
  stephanie rebecca sharon laura cynthia amy kathleen angela shirley brenda emma anna pamela nicole samantha katherine christine helen debra rachel carolyn janet maria
  catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa gloria sara janice
  ann kathryn abigail sophia frances jean alice judy isabella julia denise amber doris marilyn danielle beverly charlotte theresa diana natalie brittany kayla alexis lori tiffany
  luis carlos miguel antonio francisco jesus manuel pedro alejandro javier fernando rafael sergio pablo jorge alberto diego andres ricardo eduardo enrique raul ramon ignacio guadalupe
  carmen ana isabel dolores pilar josefa cristina marta lucia elena raquel silvia beatriz rosario mercedes montserrat rocio alejandra valentina camila gabriela daniela fernanda
  hans peter wolfgang klaus juergen jurgen dieter manfred uwe guenter gunter horst heinz gerhard helmut werner stefan andreas markus matthias florian tobias sebastian philipp jens sven
  ursula monika petra sabine renate helga karin brigitte ingrid erika gisela birgit heike katharina anja kerstin claudia susanne johanna lena leonie
  jean pierre michel andre philippe alain bernard jacques francois christophe laurent nicolas olivier pascal thierry luc marc mathieu guillaume marie nathalie isabelle sylvie catherine francoise monique
  valerie sandrine veronique chantal celine aurelie camille chloe lea manon giuseppe giovanni francesco luigi angelo vincenzo salvatore marco andrea alessandro matteo lorenzo giulia francesca chiara
  giovanna rosa anna angela lucia caterina paola alessandra jan piet kees hendrik johannes willem gerrit anneke marieke joao paulo tiago rui
  andrzej piotr krzysztof stanislaw tomasz pawel marcin michal jakub katarzyna malgorzata agnieszka krystyna barbara ewa elzbieta zofia ion gheorghe vasile andrei mihai elena ioana mihaela
  ivan marko nikola milan zoran goran dragan dejan petar luka josip ante ana ivana jelena milica marija mehmet mustafa ahmet ali huseyin hasan ibrahim ismail osman yusuf murat omer
  fatma ayse emine hatice zeynep elif meryem serife sultan hanife merve jiri josef pavel martin tomas jaroslav miroslav jana eva hana lenka katerina
  aleksandr sergey sergei vladimir dmitry dmitri aleksey andrey nikolay mikhail olga tatiana natalia natalya irina svetlana ekaterina anastasia yulia
  mohammed muhammad mohamed ahmed fatima aisha khadija omar youssef hassan khalid wei ming hui jing priya rahul amit sanjay rajesh sunita anita vijay kumar ravi
  yuki haruto kenji hiroshi nguyen minh anh linh aiden jayden mia harper ella avery scarlett grayson`);

const familyNames = list(`
  smith johnson williams jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson harris sanchez clark ramirez lewis
  robinson walker allen wright torres nguyen flores adams nelson baker rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes
  stewart morris morales murphy rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos ward richardson watson brooks chavez wood bennett gray mendoza ruiz hughes
  alvarez castillo sanders patel myers ross foster jimenez powell jenkins perry russell sullivan fisher henderson coleman simmons patterson jordan reynolds hamilton graham
  gonzales alexander griffin wallace moreno hayes bryant herrera gibson ellis tran medina aguilar stevens murray ford castro marshall owens harrison fernandez mcdonald woods
  washington kennedy vasquez henry freeman webb tucker guzman burns crawford olson simpson porter hunter gordon mendez silva snyder dixon munoz soto hicks holmes palmer
  mueller muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schaefer koch bauer richter klein wolf schroeder neumann schwarz zimmermann braun krueger hofmann hartmann lange werner krause lehmann koehler
  bernard dubois durand leroy moreau simon laurent lefebvre michel bertrand roux vincent fournier girard bonnet dupont lambert fontaine rousseau
  rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti costa giordano mancini rizzo lombardi moretti santos oliveira souza rodrigues ferreira alves pereira lima gomes ribeiro carvalho almeida
  jansen vries berg bakker dijk visser smit meijer mulder bos nowak kowalski wisniewski wojcik kowalczyk kaminski lewandowski zielinski szymanski popescu ionescu popa radu dumitru stan stoica gheorghe
  horvat kovacevic babic maric juric novak kovacic jovanovic petrovic nikolic markovic djordjevic stojanovic ilic yilmaz kaya demir sahin celik yildiz yildirim ozturk aydin ozdemir arslan dogan kilic
  svoboda novotny dvorak cerny prochazka kucera vesely ivanov smirnov kuznetsov popov vasiliev petrov sokolov mikhailov novikov fedorov morozov
  singh sharma gupta khan ali hussain ahmed wang chen zhang liu yang huang zhao kim park choi tanaka suzuki sato watanabe hansen johansen olsen larsen andersen nielsen jensen pedersen johansson andersson karlsson nilsson eriksson`);

/** True for a word of the lists, folded. */
export const isNameWord = (word: string): boolean => givenNames.has(word) || familyNames.has(word);

const titles = /^(?:dr|prof|mr|mrs|ms|miss|sr|sra|herr|frau|mme|mlle|dott|dra|uzm|op|doc|mudr|rn|md)\.?$/;

/** True where a value reads as the name of a person: one to four words of letters, and one of them in the lists, or a title before. */
export function looksLikePersonName(words: readonly string[]): boolean {
  if (words.length === 0 || words.length > 5) return false;
  if (words.length > 1 && titles.test(words[0]!)) return true;
  return words.some((word) => givenNames.has(word)) || words.some((word) => familyNames.has(word));
}

/** True where a title stands before, or all words of three letters and more are in the lists, a given name among them where there are two. */
export function isOnlyNames(words: readonly string[]): boolean {
  if (words.length === 0 || words.length > 5) return false;
  if (words.length > 1 && titles.test(words[0]!)) return true;
  const long = words.filter((word) => word.length > 2);
  if (long.length === 0 || words.length === 1) return false;
  return (
    long.some((word) => givenNames.has(word)) &&
    long.every((word) => givenNames.has(word) || familyNames.has(word) || !commonEnd.test(word))
  );
}

/** Words that names of things end with in the languages that the lists are of; a family name that nobody knows may be anything else. */
const commonEnd =
  /(?:tion|sion|ment|ness|ity|ology|itis|osis|emia|aemia|ing|ed|ive|al|ic|ous|ary|ant|ent|ble|ful|day|ly|clinic|center|centre|health|hospital|street|road|house|room|test|panel)$/;
