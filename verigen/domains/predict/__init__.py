"""Problems that ask what a program returns: the answer is one Python literal."""
