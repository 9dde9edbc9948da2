/** Names, streets and places for made-up people and clinics; nobody in particular. */
const words = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

export const GIVEN_NAMES = {
  F: words(`Adela, Agnes, Aisha, Alma, Amara, Anneke, Beatriz, Bettina, Bridget, Camille, Cecilia, Chiara, Clara, Dagmar, Daniela, Dolores, Eileen, Elena, Esther, Farah, Florence,
    Frida, Gloria, Guadalupe, Harriet, Hazel, Helga, Ida, Imogen, Irene, Jasmine, Joanna, Judith, Karina, Keiko, Lakshmi, Leila, Linnea, Lucille, Magda, Marisol, Maxine, Meera, Nadia, Nora, Olga,
    Paloma, Pauline, Priya, Ramona, Renata, Rosalind, Ruth, Sabine, Selma, Shirley, Solveig, Sunita, Tamara, Thelma, Ursula, Vera, Viola, Wanda, Xiomara, Yvonne, Zelda`),
  M: words(`Abel, Adrian, Alonzo, Amir, Arturo, Bertrand, Bjorn, Bruno, Caleb, Casimir, Cedric, Clyde, Conrad, Desmond, Dmitri, Earl, Eduardo, Elias, Ernesto, Felix, Fergus, Floyd,
    Gaston, Gilbert, Gustavo, Harold, Hector, Henrik, Ignacio, Irving, Isaac, Jerome, Joaquin, Kenji, Konrad, Lamar, Leopold, Lloyd, Luther, Magnus, Milton, Mohan, Nestor, Norbert, Orlando, Oswald,
    Pascal, Percy, Quentin, Rafael, Ramesh, Roland, Rupert, Salvador, Sergei, Stefan, Tadeusz, Theo, Tobias, Ulrich, Vernon, Victor, Walter, Wendell, Xavier, Yusuf, Zoltan`),
} as const;
export const FAMILY_NAMES =
  words(`Achterberg, Albescu, Arredondo, Ashworth, Bancroft, Barszcz, Beauchamp, Bergstrom, Blackwood, Bonaventura, Brannigan, Brightwell, Calloway, Carpathian,
  Chandrasekar, Christensen, Cliffordson, Coldwater, Corrigan, D'Amico, Dankworth, De la Rosa, Dellinger, Dubrovsky, Eberhardt, Ellingsworth, Endicott, Esterhazy, Fairbanks, Falkenrath, Featherstone,
  Fitzwilliam, Gallardo, Garrity, Goldfarb, Greenhalgh, Gutierrez, Hadley, Halloran, Hathaway, Heikkinen, Hernandez, Hofstadter, Huang, Ibarra, Ingersoll, Jablonski, Jankowitz, Johansson, Kaplan,
  Katzenberg, Kimura, Kirkpatrick, Kovacs, Lachance, Lamontagne, Larkin, Lefebvre, Livingston, Lombardi, MacAllister, Magnusson, Martinez, McGillicuddy, Mendelson, Mbeki, Montgomery, Nakagawa,
  Ngata, Novak, O'Shaughnessy, Oduya, Okonkwo, Ostrander, Paderewski, Palmgren, Papadakis, Pemberton, Petrosyan, Quigley, Radcliffe, Ramaswamy, Reinholt, Rosenthal, Rutherford, Saavedra,
  Schwarzkopf, Sinclair, Smallwood, Sorensen, St. Clair, Stepanek, Sutherland, Takahashi, Thibodeaux, Thornbury, Trevino, Underhill, Vasquez, Villanueva, Waldstein, Weatherby, Whitcombe, Wojcik,
  Yamaguchi, Yilmaz, Zambrano, Zielinski`);
export const STREET_NAMES =
  words(`Acorn, Ashby, Bayview, Beacon, Bellflower, Briarwood, Canal, Cedar, Chestnut, Clover, Concord, Crestwood, Dogwood, Eastgate, Fairmount, Fern, Garnet, Glenwood,
  Harbor, Hickory, Hillcrest, Juniper, Kensington, Lakeshore, Larch, Linden, Magnolia, Maple, Meadow, Mill, Northfield, Oakmont, Orchard, Parkside, Pinecrest, Poplar, Quarry, Ridge, River, Sagebrush,
  Spruce, Sycamore, Tamarack, Union, Valley, Walnut, Westbrook, Willow`);
export const STREET_TYPES = words('St, Ave, Rd, Lane, Drive, Ct, Blvd, Way, Street, Avenue');
/** Made-up towns with postal codes that the Postal Service has not given out. */
export const TOWNS =
  words(`Fairhaven OH 44999, Millbrook OH 44998, St. Alban PA 15999, Copperfield IL 60999, Danbridge MI 49989, Eastwick NY 12999, Granite Falls ME 04999, Hollow Creek WV 26998,
  Kingsmere IN 47999, Lakemont WI 54999, Norwell KY 42998, Port Amity VA 22999`);
export const CLINICS =
  words(`Larkspur Family Medicine, Riverbend Internal Medicine, Cedar Hollow Clinic, Northgate Pediatrics, Harborlight Medical Group, Stonebridge Primary Care,
  Meadowlark Health Center, Tri-County Cardiology, Summit Endocrine Associates, Oakmont Regional Hospital, Bayside Women's Health, Prairie View Orthopedics, Twin Lakes Nephrology`);
export const PLANS = words(
  'Buckeye Mutual, Keystone Health Plan, Great Lakes HMO, Meridian PPO, Blue Heron Insurance, Medicare, Medicaid, Union Trades Benefit Fund',
);
